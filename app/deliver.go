package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dropdesk/app/trade"
)

const (
	claimTime = 5 * time.Minute // how long a worker keeps a message to itself; longer than a delivery may take
	batchSize = 20
	lineTime  = 4 * time.Minute
)

// DeliverMailIn bounds one round of the worker.
type DeliverMailIn struct {
	Max int `json:"max"` // how many messages at most; zero: all that are due
}

// DeliverMailOut is what a round came to.
type DeliverMailOut struct {
	Sent      int      `json:"sent"`
	Waiting   int      `json:"waiting"` // to be tried again later
	Failed    int      `json:"failed"`
	Uncertain int      `json:"uncertain"`
	Troubles  []string `json:"troubles"` // what the servers said, each once
}

// DeliverMail brings the messages that are due to their mail servers. Several workers on one file never deliver the same message. Without an
// account nothing is delivered: the messages wait for a mail program.
func (d *Desk) DeliverMail(ctx context.Context, in DeliverMailIn) (out DeliverMailOut, err error) {
	out.Troubles = []string{}
	r := &round{d: d, out: &out, owner: rand.Text(), lines: map[trade.ID]openLine{}, broken: map[trade.ID]*PostError{}}
	defer r.close()
	if err := r.settleLost(ctx); err != nil {
		return out, err
	}
	if len(r.accounts) == 0 {
		return out, nil
	}
	for n := 0; in.Max == 0 || n < in.Max; {
		size := batchSize
		if in.Max > 0 {
			size = min(size, in.Max-n)
		}
		ids, err := r.claim(ctx, size)
		if err != nil || len(ids) == 0 {
			return out, err
		}
		n += len(ids)
		for _, id := range ids {
			if err := r.deliver(ctx, id); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// round is one round of the worker.
type round struct {
	d        *Desk
	out      *DeliverMailOut
	owner    string
	accounts []trade.MailAccount
	lines    map[trade.ID]openLine
	broken   map[trade.ID]*PostError // accounts that no message can go by in this round
}

// openLine is a line to the server of an account.
type openLine struct {
	Line
	until time.Time // no message begins on it after that
	stop  context.CancelFunc
}

func (r *round) close() {
	for id := range r.lines {
		r.hangUp(id)
	}
}

// hangUp ends the line of an account, if there is one.
func (r *round) hangUp(account trade.ID) {
	if l, ok := r.lines[account]; ok {
		_ = l.Close() // every message that it took was answered
		l.stop()
		delete(r.lines, account)
	}
}

// settleLost marks what a worker was sending when it died: only a person can say whether it arrived.
func (r *round) settleLost(ctx context.Context) error {
	var lost []trade.ID
	err := r.d.read(ctx, func(w *work) (err error) {
		if r.accounts, err = w.MailAccounts(); err != nil {
			return err
		}
		r.accounts = slices.DeleteFunc(r.accounts, func(a trade.MailAccount) bool { return a.Inactive })
		lost, err = w.LostMessages(w.stamp())
		return err
	})
	if err != nil || len(lost) == 0 {
		return err
	}
	return r.d.change(ctx, "DeliverMail", func(w *work) error {
		lost, err := w.LostMessages(w.stamp())
		if err != nil {
			return err
		}
		for _, id := range lost {
			m, err := w.Message(id)
			if err != nil {
				return err
			}
			e := &PostError{Trouble: MaybeTaken, Words: "the program ended in the middle"}
			if err := w.tried(m, trade.MessageUncertain, "", e.Error()); err != nil {
				return err
			}
			r.out.Uncertain++
		}
		return nil
	})
}

func (r *round) claim(ctx context.Context, n int) (ids []trade.ID, err error) {
	before := trade.StampOf(r.d.clock().Add(-trade.Linger))
	err = r.d.read(ctx, func(w *work) (err error) { // most rounds find nothing, and should not lock the file for that
		ids, err = w.DueMessages(w.stamp(), before, 1)
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	err = r.d.change(ctx, "DeliverMail", func(w *work) error {
		if ids, err = w.DueMessages(w.stamp(), before, n); err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.ClaimMessage(id, r.owner, trade.StampOf(w.now.Add(claimTime))); err != nil {
				return err
			}
		}
		return nil
	})
	return ids, err
}

// deliver tries one message. The error is one of the file; what the server says is kept with the message.
func (r *round) deliver(ctx context.Context, id trade.ID) error {
	mail, files, m, err := r.d.mailOf(ctx, id)
	if err != nil {
		return r.end(ctx, id, "", postError(err))
	}
	eml, err := r.d.mailer.EML(mail)
	if err != nil {
		return r.end(ctx, id, "", postError(err))
	}
	a := r.accountFor(m.From)
	line, e := r.line(ctx, a)
	if e != nil {
		return r.end(ctx, id, "", e)
	}
	var begun error
	words, err := line.Send(eml, m.From, append([]string{m.To}, m.Copies()...), func() error {
		begun = r.begin(ctx, id, files)
		return begun
	})
	if err == nil {
		return r.end(ctx, id, words, nil)
	}
	e = postError(err)
	if begun != nil || e.Code == 0 || e.ofAccount() { // the line is dead, or was cut off before the end of the mail
		r.hangUp(a.ID)
	}
	switch {
	case errors.Is(begun, errTaken):
		return nil // it was stopped or is another worker's
	case begun != nil:
		return begun // the server has kept nothing of it; the claim runs out, and it goes later
	}
	return r.end(ctx, id, "", e)
}

// errTaken says that a message is not ours to send any more.
var errTaken = errors.New("the message is not to be sent by this worker")

// begin marks a message as on its way, with the files as they go; from here on it is never sent again by itself.
func (r *round) begin(ctx context.Context, id trade.ID, files []trade.Attachment) error {
	return r.d.change(ctx, "DeliverMail", func(w *work) error {
		m, err := w.Message(id)
		if err != nil {
			return err
		}
		mine, err := w.Claimed(id, r.owner)
		if err != nil {
			return err
		}
		if !mine || m.State != trade.MessageReady {
			return errTaken
		}
		m.State = trade.MessageSending
		if err := w.SaveMessage(m); err != nil {
			return err
		}
		kept, err := w.Files(id)
		if err == nil && len(kept) == 0 {
			err = w.KeepFiles(id, files)
		}
		return err
	})
}

// end keeps what became of a message.
func (r *round) end(ctx context.Context, id trade.ID, words string, e *PostError) error {
	// What the server has taken is kept even when the program is told to end now.
	return r.d.change(context.WithoutCancel(ctx), "DeliverMail", func(w *work) error {
		m, err := w.Message(id)
		if err != nil {
			return err
		}
		if e == nil || !e.ofAccount() {
			m.Attempts++
		}
		if e == nil {
			r.out.Sent++
			if err := w.reached(m); err != nil {
				return err
			}
			return w.tried(m, trade.MessageSent, "", words)
		}
		if said := e.Error(); !slices.Contains(r.out.Troubles, said) {
			r.out.Troubles = append(r.out.Troubles, said)
		}
		switch {
		case e.Trouble == MaybeTaken:
			r.out.Uncertain++
			return w.tried(m, trade.MessageUncertain, "", e.Error())
		case e.ofAccount(): // not the message's fault, so it is no attempt
			r.out.Waiting++
			return w.tried(m, trade.MessageReady, trade.StampOf(w.now.Add(trade.Pause(1))), e.Error())
		case e.Trouble == RefusedForNow && m.Attempts < trade.GiveUp:
			r.out.Waiting++
			return w.tried(m, trade.MessageReady, trade.StampOf(w.now.Add(trade.Pause(m.Attempts))), e.Error())
		}
		r.out.Failed++
		if e.ofReader() {
			if err := w.unreached(m, e.Reader); err != nil {
				return err
			}
		}
		return w.tried(m, trade.MessageFailed, "", e.Error())
	})
}

// tried keeps how far the delivery of a message has come.
func (w *work) tried(m *trade.Message, state string, again trade.Stamp, answer string) error {
	m.TryAt, m.Answer = again, answer
	if m.State != state {
		if m.State = state; m.Left() {
			m.HandedAt = w.stamp()
		}
		if err := w.SaveMessage(m); err != nil {
			return err
		}
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindMessage, ID: m.ID})
	if err := w.TriedMessage(m); err != nil || state == trade.MessageReady {
		return err
	}
	action := map[string]string{trade.MessageSent: "mailed", trade.MessageFailed: "mail failed", trade.MessageUncertain: "mail uncertain"}[state]
	return w.note(m.Kind, m.DocID, action, m.To, "", "")
}

func (r *round) accountFor(from string) *trade.MailAccount {
	for i := range r.accounts {
		if strings.EqualFold(r.accounts[i].Address, from) {
			return &r.accounts[i]
		}
	}
	return &r.accounts[0]
}

// line is the line of an account, opened where it is not open; an account that failed once is not asked again in this round.
func (r *round) line(ctx context.Context, a *trade.MailAccount) (Line, *PostError) {
	if l, ok := r.lines[a.ID]; ok {
		if time.Now().Before(l.until) {
			return l, nil
		}
		r.hangUp(a.ID)
	}
	if e := r.broken[a.ID]; e != nil {
		return nil, e
	}
	ctx, stop := context.WithTimeout(ctx, lineTime)
	l, err := r.d.line(ctx, a, nil)
	if err != nil {
		stop()
		r.broken[a.ID] = postError(err)
		return nil, r.broken[a.ID]
	}
	r.lines[a.ID] = openLine{l, time.Now().Add(lineTime / 2), stop} // so that its end does not come in the middle of a message
	return l, nil
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// mailOf is a message as it goes out, with the files that were kept when it first went, or those of its document now.
func (d *Desk) mailOf(ctx context.Context, id trade.ID) (mail Mail, files []trade.Attachment, m *trade.Message, err error) {
	var paper Paper
	var sheet *SupplySheet
	err = d.read(ctx, func(w *work) error {
		if m, err = w.Message(id); err != nil {
			return err
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		mail = Mail{MessageID: m.MessageID, From: m.From, FromName: own.Name, To: m.To, ToName: m.ToName, Cc: m.Copies(), Subject: m.Subject, Body: m.Body, Date: m.CreatedAt}
		mail.Logo = d.mailLogo(own.Logo)
		if m.Kind == trade.KindQuote && PaperKind(m.Paper) == PaperQuote {
			if mail.Links, err = w.answerLinks(m); err != nil {
				return err
			}
		}
		if files, err = w.Files(id); err != nil || len(files) > 0 {
			return err
		}
		if paper, err = w.paper(PaperKind(m.Paper), m.DocID); err != nil || PaperKind(m.Paper) != PaperPurchase {
			return err
		}
		p, err := w.Purchase(m.DocID)
		sheet = &SupplySheet{Token: trade.SupplyToken(m.MessageID), Purchase: p, From: own.Name}
		return err
	})
	if err != nil {
		return mail, nil, m, err
	}
	if len(files) == 0 {
		// The PDF is made outside of any transaction: it takes longer than others should wait.
		pdf, err := d.printer.PDF(paper)
		if err != nil {
			return mail, nil, m, trade.Faultf(trade.External, "The PDF of %s could not be made: %w. The message stays in the outbox.", paper.Number, err)
		}
		files = []trade.Attachment{{Name: paper.fileName(), Type: "application/pdf", File: pdf}}
		if sheet != nil {
			var b bytes.Buffer
			if err := d.printer.Supply(&b, *sheet); err != nil {
				return mail, nil, m, trade.Faultf(trade.External, "The sheet of %s could not be made: %w. The message stays in the outbox.", paper.Number, err)
			}
			files = append(files, trade.Attachment{Name: strings.TrimSuffix(paper.fileName(), ".pdf") + ".xlsx", Type: workbookType, File: b.Bytes()})
		}
	}
	mail.Files = files
	return mail, files, m, nil
}

// host is where an address lives.
func host(address string) string {
	_, h, _ := strings.Cut(address, "@")
	return cmp.Or(h, "dropdesk.invalid")
}

// StopMessage keeps a message that has not left from going out.
func (d *Desk) StopMessage(ctx context.Context, in ByID) (*trade.Message, error) {
	return d.onMessage(ctx, "StopMessage", in.ID, func(w *work, m *trade.Message) error {
		if m.State != trade.MessageReady && m.State != trade.MessageFailed {
			return trade.Faultf(trade.Refused, "The message to %s is %s, so it cannot be stopped.", m.To, m.State)
		}
		m.State = trade.MessageStopped
		return w.note(m.Kind, m.DocID, "stop mail", m.To, "", "")
	})
}

// RetryIn sends a message again.
type RetryIn struct {
	ID trade.ID `json:"id"`
	To string   `json:"to,omitempty"` // to another address
}

// RetryMessage delivers a message that failed or was stopped after all, perhaps to another address.
func (d *Desk) RetryMessage(ctx context.Context, in RetryIn) (*trade.Message, error) {
	return d.onMessage(ctx, "RetryMessage", in.ID, func(w *work, m *trade.Message) error {
		if m.Left() {
			return trade.Faultf(trade.Refused, "The message to %s is %s. Send its document again if it is to go once more.", m.To, m.State)
		}
		if in.To != "" {
			if err := trade.CheckEmail("recipient", in.To); err != nil {
				return at(err, "to")
			}
			m.To, m.ToName = in.To, ""
		}
		m.State, m.Attempts, m.TryAt, m.Answer = trade.MessageReady, 0, "", ""
		if err := w.TriedMessage(m); err != nil {
			return err
		}
		return w.note(m.Kind, m.DocID, "mail", m.To, "", "")
	})
}

// SettleMessageIn says what became of a message of which the program does not know: its line broke, or a mail program has it.
type SettleMessageIn struct {
	ID      trade.ID `json:"id"`
	Arrived bool     `json:"arrived"` // no: it is sent again, or waits in the outbox where the mail program did not send it
}

// SettleMessage ends the uncertainty about a message whose line broke before the server had answered. One that was given to the mail
// program and not sent there waits again, so that the step that wrote it can still be taken back.
func (d *Desk) SettleMessage(ctx context.Context, in SettleMessageIn) (*trade.Message, error) {
	return d.onMessage(ctx, "SettleMessage", in.ID, func(w *work, m *trade.Message) error {
		if m.State == trade.MessageHanded && !in.Arrived {
			m.State, m.HandedAt = trade.MessageReady, ""
			return nil
		}
		if m.State != trade.MessageUncertain {
			return trade.Faultf(trade.Refused, "The message to %s is %s, not uncertain.", m.To, m.State)
		}
		if in.Arrived {
			m.State = trade.MessageSent
			return w.note(m.Kind, m.DocID, "mailed", m.To, "", "")
		}
		m.State, m.HandedAt, m.Attempts, m.TryAt, m.Answer = trade.MessageReady, "", 0, "", ""
		if err := w.TriedMessage(m); err != nil {
			return err
		}
		return w.note(m.Kind, m.DocID, "mail", m.To, "", "")
	})
}

func (d *Desk) onMessage(ctx context.Context, step string, id trade.ID, f func(*work, *trade.Message) error) (m *trade.Message, err error) {
	err = d.change(ctx, step, func(w *work) error {
		if m, err = w.Message(id); err != nil {
			return err
		}
		if err := f(w, m); err != nil {
			return err
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindMessage, ID: id})
		return w.SaveMessage(m)
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// GetMessageFile reads a file as it went out with a message.
func (d *Desk) GetMessageFile(ctx context.Context, in MessageFileIn) (out trade.Attachment, err error) {
	err = d.read(ctx, func(w *work) error {
		files, err := w.Files(in.MessageID)
		if err != nil {
			return err
		}
		for _, f := range files {
			if f.Name == in.Name || in.Name == "" {
				out = f
				return nil
			}
		}
		return trade.Faultf(trade.NotFound, "No file %s went out with this message.", fmt.Sprintf("%q", in.Name))
	})
	return out, err
}

// MessageFileIn names a file of a message.
type MessageFileIn struct {
	MessageID trade.ID `json:"message_id"`
	Name      string   `json:"name"` // empty: the first
}
