package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"dropdesk/app/shop/shoptest"
)

func TestOrdersAreFetchedFromTheCommandLine(t *testing.T) {
	keyring.MockInit()
	w := shoptest.NewWoo(t)
	w.Add(2)
	w.Order(102).Status = "on-hold"
	file := filepath.Join(t.TempDir(), "own.dropdesk")
	run := func(in string, args ...string) string {
		t.Helper()
		return must(t, in, append([]string{"--file", file}, args...)...)
	}
	run("", "init")
	run(`{"kind":"woocommerce","address":"`+w.URL+`","since":"2026-11-20","minutes":15,"new_items":true,"new_taxes":true,"key":"`+w.Key+`","secret":"`+w.Secret+`"}`, "call", "SaveShop")
	out := run("", "fetch", "orders", "--shop", w.URL, "--dry-run")
	if !strings.Contains(out, `"new":2,"known":0,"passed":0,"changed":0,"waiting":2`) || !strings.Contains(out, `"counts":{"new":1,"doubt":1,`) {
		t.Errorf("the trial: %s", out)
	}
	if out = run("", "fetch", "orders", "--shop", "woocommerce"); !strings.Contains(out, `"import":{"id":1,"channel":"woocommerce"`) {
		t.Errorf("taken over: %s", out)
	}
	w.Touch(102, "processing")
	if out = run("", "fetch", "orders", "--since", "2026-11-20"); !strings.Contains(out, `"orders":1,"customers":0`) {
		t.Errorf("the rest: %s", out)
	}
	if out, err := cli("", "--file", file, "fetch", "orders", "--shop", "elsewhere"); err == nil || !strings.Contains(out+err.Error(), "There is no shop") || strings.Contains(out, "canary") {
		t.Errorf("an unknown shop: %v %s", err, out)
	}
	if out, err := cli("", "--file", file, "fetch", "parcels"); err == nil || !strings.Contains(out+err.Error(), "What is to be fetched?") {
		t.Errorf("something else: %v %s", err, out)
	}
}
