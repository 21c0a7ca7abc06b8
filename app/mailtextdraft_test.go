package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestAMailTextIsTriedWithTheNumberThatADraftWillHave(t *testing.T) {
	h := newHouse(t)
	q := h.quote("2026-12-24")
	equal(t, "the draft", q.State, trade.Draft)
	text := app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote {{.Number}}", Body: "Hello"}
	tried := must(h.PrepareMailText(h.ctx, text)).Subject
	sent := must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, Version: q.Version, To: "ana@bluebird.example"}))
	equal(t, "the subject", tried, "Quote "+sent.Number)
}
