package app

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// maxMailedOrders is more than any file of orders that comes by mail.
const maxMailedOrders = 8 << 20

// lookForOrders looks whether a file of a mail brings orders. They are only offered: nothing of a mail is taken over unseen.
func (m *incoming) lookForOrders(at int) {
	f := &m.Files[at]
	if m.orders >= 0 || len(f.Content) > maxMailedOrders || !slices.Contains([]string{".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".json"}, strings.ToLower(path.Ext(f.Name))) {
		return
	}
	file, err := intake.ReadOrders(context.Background(), f.Name, f.Content, trade.OrderMap{}, "EUR")
	if err != nil || !file.Brings() {
		return
	}
	m.orders = at
	m.brings = fmt.Sprintf("It brings %d orders in %s.", len(file.Orders), f.Name)
}
