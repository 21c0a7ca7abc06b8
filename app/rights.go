package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// together is the step of several use cases in one transaction; each of them asks for its own right.
const together = "Together"

// rights says which roles may take a step, besides admin, who may take all. Reading is free to all.
var rights = map[string]string{
	together:    "sales purchasing books",
	"Batch":     "sales purchasing books",
	"DoForMany": "sales purchasing books",
	"SaveUser":  "", "SaveCompany": "", "SaveNumbering": "", "SaveMailText": "",
	"SaveTaxCode": "books", "SaveTerms": "books", "SaveRate": "books purchasing", "SaveCarrier": "purchasing sales",

	"SaveCustomer": "sales books", "SaveSupplier": "purchasing books", "SaveItem": "sales purchasing",

	"SaveQuote": "sales", "SendQuote": "sales", "AcceptQuote": "sales", "DeclineQuote": "sales", "ReviseQuote": "sales",
	"DeleteQuote": "sales", "OrderQuote": "sales",

	"SaveOrder": "sales", "ConfirmOrder": "sales", "CheckOrder": "sales purchasing books", "ReleaseOrder": "books",
	"CancelOrder": "sales", "CancelLines": "sales purchasing", "DeleteOrder": "sales", "ChooseSupplier": "sales purchasing", "Reroute": "sales purchasing",

	"ForwardOrders": "purchasing", "SendPurchase": "purchasing", "SendTogether": "purchasing", "SavePurchase": "purchasing", "CancelPurchase": "purchasing",
	"AnswerPurchase": "purchasing", "RecordShipment": "purchasing", "NotifyShipment": "purchasing sales", "ConfirmDelivery": "purchasing sales",

	"ReportException": "sales purchasing", "DecideException": "sales purchasing", "RequestChange": "purchasing", "SendChange": "purchasing", "AnswerChange": "purchasing",
	"ChangeOrder": "sales", "DropClaim": "purchasing books", "ChaseClaims": "purchasing books",
	"OpenReturn": "sales purchasing", "SendReturn": "sales purchasing", "ReceiveReturn": "sales purchasing", "SettleReturn": "sales books", "CancelReturn": "sales",

	"CreateInvoice": "books sales", "SaveInvoice": "books sales", "DeleteInvoice": "books sales", "IssueInvoice": "books sales", "SendInvoice": "books sales", "CreditInvoice": "books",
	"RecordPayment": "books", "AllocatePayment": "books", "RemoveAllocation": "books", "UseCredit": "books", "WriteOff": "books",
	"ReservePayment": "books", "SendProforma": "sales books",
	"SendReminders": "books", "RefundCustomer": "books", "RefundFromSupplier": "books",
	"SaveBill": "books purchasing", "EnterBill": "books purchasing", "DeleteBill": "books purchasing", "PaySupplier": "books",

	"ApproveBill": "books", "DisputeBill": "books purchasing", "SaveTolerance": "books", "DropTolerance": "books",
	"SaveCharge": "books sales", "DeleteCharge": "books sales", "SaveChargeRule": "books", "DeleteChargeRule": "books",
	"DismissTwins": "sales purchasing books", "MergeRecords": "sales purchasing books",

	"SendStatement": "books sales purchasing", "SendStatements": "books", "SendRemittance": "books purchasing",

	"BackUp": "sales purchasing books", "BackUpDaily": "sales purchasing books",

	"AddAttachment": "sales purchasing books", "RemoveAttachment": "sales purchasing books", "AddNote": "sales purchasing books",
	"DoToday": "sales purchasing books", "Snooze": "sales purchasing books", // and the right to the step that is done
	"AskSupplier": "purchasing", "FollowUpQuote": "sales", "SaveAutomation": "", "RunAutomation": "sales purchasing books",

	"HandMessage": "sales purchasing books", "StopMessage": "sales purchasing books", "RetryMessage": "sales purchasing books", "SettleMessage": "sales purchasing books",
	"BookSupply":  "purchasing",
	"SaveMailbox": "", "ReadMailboxes": "sales purchasing books", "ReadMail": "sales purchasing books", "MarkMailRead": "sales purchasing books",
	"FileMail": "sales purchasing books", "TakeAnswer": "sales",
	"SaveMailAccount": "", "TestMail": "", "DeliverMail": "sales purchasing books",

	"UndoStep": "sales purchasing books", // and the right to each step that is taken back
}

// may refuses a step that the user's role does not include. A name that is not among the users has
// every right: who works alone need not enter anybody.
func (w *work) may(step string) error {
	if w.role == nil {
		users, err := w.Users()
		if err != nil {
			return err
		}
		role := "admin"
		for _, u := range users {
			if u.Name == w.who {
				role = u.Role
				if u.Inactive {
					role = "nobody"
				}
			}
		}
		w.role = &role
	}
	if *w.role == "admin" || slices.Contains(strings.Fields(rights[step]), *w.role) {
		return nil
	}
	who := "nobody but an admin does"
	if roles := strings.Fields(rights[step]); len(roles) > 0 {
		who = fmt.Sprintf("that is done by %s or admin", strings.Join(roles, ", "))
	}
	if *w.role == "nobody" {
		return trade.Faultf(trade.Refused, "%s is not an active user any more. An admin can make the user active again in Settings.", w.who)
	}
	return trade.Faultf(trade.Refused, "%s has the role %s, which does not include this step; %s. An admin can change the role in Settings.", w.who, *w.role, who)
}

// MyRights lists the steps that the user may take, so that the window offers no others.
func (d *Desk) MyRights(ctx context.Context, _ Nothing) (out All[string], err error) {
	err = d.read(ctx, func(w *work) error {
		out.Rows = []string{}
		for step := range rights {
			if err := w.may(step); err == nil {
				out.Rows = append(out.Rows, step)
			} else if trade.Refused != AsError(err).Kind {
				return err
			}
		}
		slices.Sort(out.Rows)
		return nil
	})
	return out, err
}
