package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// ReadMailIn is a mail as it came in.
type ReadMailIn struct {
	Name string `json:"name"` // of the file
	File []byte `json:"file"` // .eml
}

// ReadMailOut is what was made of a mail: one record, or one for each sheet that it brings.
type ReadMailOut struct {
	Mails []*trade.ReceivedMail `json:"mails"`
	Again bool                  `json:"again"` // it was read before, and nothing was done
}

// ReadMail reads a mail that came in. It is filed to the document that it answers, or whose number it names, or to whoever sent it, with its
// files. A report that a message of ours could not be delivered marks that message and its reader. A supplier's sheet and a customer's answer to
// a quote wait on Today, where they are taken with a click or by automation; what is for a person to read waits there too. Reading a mail again
// does nothing.
func (d *Desk) ReadMail(ctx context.Context, in ReadMailIn) (ReadMailOut, error) {
	return d.readMail(ctx, "ReadMail", in.File, nil)
}

// incoming is a mail that is being read.
type incoming struct {
	*intake.Mail
	digest string
	sheets []sheetIn
	whole  bool // it is kept even if it concerns nobody known
	orders int  // the file that brings orders; -1: none
	brings string
}

// sheetIn is a supplier's sheet among the files of a mail.
type sheetIn struct {
	file  int
	sheet *intake.Supply
}

// readMail reads a mail, from a mailbox where box is given: its place is kept with it.
func (d *Desk) readMail(ctx context.Context, step string, raw []byte, box *trade.Mailbox) (out ReadMailOut, err error) {
	out.Mails = []*trade.ReceivedMail{}
	m, err := openMail(raw)
	if err != nil && box == nil {
		return out, err
	}
	if err == nil {
		m.whole = box == nil
	}
	err = d.change(ctx, step, func(w *work) error {
		out = ReadMailOut{Mails: []*trade.ReceivedMail{}}
		if m != nil {
			if err := w.receive(m, &out); err != nil {
				return err
			}
		}
		if box == nil {
			return w.takenOver(raw)
		}
		return w.SavePlace(box.ID, box.Place)
	})
	return out, err
}

// openMail reads all that stands in a mail, before any transaction.
func openMail(raw []byte) (*incoming, error) {
	read, err := intake.ReadMail(raw)
	if err != nil {
		return nil, err
	}
	m := &incoming{Mail: read, orders: -1}
	sum := sha256.New()
	for _, text := range []string{read.MessageID, read.From, read.Subject, read.Text} {
		fmt.Fprintf(sum, "%d %s", len(text), text)
	}
	for i, f := range read.Files {
		fmt.Fprintf(sum, "%d %s %x", len(f.Name), f.Name, sha256.Sum256(f.Content))
		if strings.EqualFold(path.Ext(f.Name), ".xlsx") {
			if s, err := intake.ReadSupply(f.Content); err == nil {
				m.sheets = append(m.sheets, sheetIn{i, s})
				continue
			}
		}
		m.lookForOrders(i)
	}
	m.digest = hex.EncodeToString(sum.Sum(nil))
	return m, nil
}

// receive files a mail and says what waits.
func (w *work) receive(m *incoming, out *ReadMailOut) error {
	known, err := w.ReceivedAs(m.digest)
	if err != nil {
		return err
	}
	if known != nil {
		out.Mails, out.Again = []*trade.ReceivedMail{known}, true
		return nil
	}
	r := &trade.ReceivedMail{
		What: trade.MailPlain, Waiting: true, MessageID: m.MessageID, Digest: m.digest, From: m.From, FromName: m.FromName, To: m.To, Subject: m.Subject, Body: m.Text, At: w.stamp(),
	}
	if !m.Date.IsZero() {
		r.SentAt = trade.StampOf(m.Date)
	}
	answered, err := w.answered(m)
	if err != nil {
		return err
	}
	if answered != nil && answered.MessageID == m.MessageID { // our own, sent to ourselves or come round
		return w.arrived(answered)
	}
	trusted, err := w.file(r, m, answered)
	if err != nil {
		return err
	}
	if m.Bounce != nil && answered != nil {
		if err := w.bounced(r, m.Bounce, answered); err != nil {
			return err
		}
	} else if err := w.understand(r, m, answered); err != nil {
		return err
	}
	if r.Kind == "" && len(m.sheets) == 0 && m.orders < 0 && !m.whole {
		return nil // others' mail about other things
	}
	if r.Subject == "" {
		r.Subject = "(no subject)"
	}
	return w.keepMail(r, m, trusted, out)
}

// answered is the message of ours that a mail answers or reports on, or is; nil where there is none.
func (w *work) answered(m *incoming) (*trade.Message, error) {
	ids := append([]string{m.MessageID}, m.Answers...)
	if m.Bounce != nil {
		ids = append([]string{m.Bounce.MessageID}, ids...)
	}
	for _, id := range ids {
		if id == "" {
			continue
		}
		if found, err := w.MessageNumbered(id); err != nil || found != nil {
			return found, err
		}
	}
	return nil, nil
}

// arrived settles a message of which nobody knew whether it had arrived.
func (w *work) arrived(m *trade.Message) error {
	if m.State != trade.MessageUncertain {
		return nil
	}
	return w.tried(m, trade.MessageSent, "", "")
}

// file finds the record that a mail belongs to; trusted says that whoever wrote it has seen our message, or is a contact of the record's.
func (w *work) file(r *trade.ReceivedMail, m *incoming, answered *trade.Message) (trusted bool, err error) {
	writers, err := w.Writers(m.From)
	if err != nil {
		return false, err
	}
	if len(writers) > 0 {
		if err := w.ComesBack(m.From, ""); err != nil { // who writes can be written to
			return false, err
		}
	}
	switch {
	case answered != nil:
		if m.Bounce == nil {
			if err := w.arrived(answered); err != nil {
				return false, err
			}
		}
		r.Kind, r.DocID, r.Answers, trusted = answered.Kind, answered.DocID, answered.ID, true
	default:
		for _, word := range numberWords(m.Subject) {
			ref, party, err := w.Numbered(word)
			if err != nil {
				return false, err
			}
			if ref.ID != 0 {
				r.Kind, r.DocID, trusted = ref.Kind, ref.ID, slices.Contains(writers, party)
				break
			}
		}
		if r.Kind == "" && len(writers) > 0 {
			r.Kind, r.DocID, trusted = writers[0].Kind, writers[0].ID, true
		}
	}
	r.Party = firstText(m.FromName, m.From, "?")
	if r.Kind == "" {
		return false, nil
	}
	number, name, found, err := w.Label(trade.Ref{Kind: r.Kind, ID: r.DocID})
	if err != nil {
		return false, err
	}
	if !found { // what was deleted has left its number to nobody
		r.Kind, r.DocID = "", 0
		return false, nil
	}
	r.Number = number
	if r.Kind == trade.KindCustomer || r.Kind == trade.KindSupplier {
		r.Number = ""
	}
	if trusted {
		r.Party = name
	} else {
		r.Said = fmt.Sprintf("It names %s, and %s is no contact of %s.", number, m.From, name)
	}
	return trusted, nil
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// numberWords are the words of a subject that may be numbers of documents.
func numberWords(subject string) (list []string) {
	for _, word := range strings.FieldsFunc(subject, func(r rune) bool { return strings.ContainsRune(" \t,;:()[]<>\"'„“”#", r) }) {
		word = strings.TrimRight(word, ".!?")
		if len(word) > 1 && len(word) < 40 && strings.ContainsAny(word, "0123456789") && len(list) < 20 {
			list = append(list, word)
		}
	}
	return list
}

// bounced marks the message that a mail server could not deliver, and its reader.
func (w *work) bounced(r *trade.ReceivedMail, b *intake.Bounce, m *trade.Message) error {
	r.What, r.Waiting = trade.MailBounce, false
	for _, reader := range b.Readers {
		if !reader.Failed {
			r.Said = fmt.Sprintf("The mail to %s is late: %s", m.To, reader.Words)
			continue
		}
		r.Said = fmt.Sprintf("The mail to %s came back: %s", m.To, reader.Words)
		gone := m.To
		if slices.ContainsFunc(m.Copies(), func(copy string) bool { return strings.EqualFold(copy, reader.Address) }) {
			gone = reader.Address
			r.Said = fmt.Sprintf("The mail to %s came back: %s", gone, reader.Words)
		}
		if err := w.unreached(m, gone); err != nil {
			return err
		}
		if m.Left() {
			return w.tried(m, trade.MessageFailed, "", r.Said)
		}
	}
	if r.Said == "" { // a report in no form that is known
		r.What, r.Waiting = trade.MailPlain, true
	}
	return nil
}

// answerMark is what our links put into the subject of an answer to a quote.
var answerMark = regexp.MustCompile(`\[(yes|no)-(\d+)-([0-9a-f]{20})\]`)

// understand finds what a mail asks for.
func (w *work) understand(r *trade.ReceivedMail, m *incoming, answered *trade.Message) error {
	if m.Auto {
		r.What, r.Waiting = trade.MailAuto, false
	}
	mark := answerMark.FindStringSubmatch(m.Subject)
	if mark == nil {
		return nil
	}
	id, err := strconv.ParseInt(mark[2], 10, 64)
	if err != nil {
		return nil //nolint:nilerr // no number of ours
	}
	q, err := w.Quote(trade.ID(id))
	if err != nil {
		if AsError(err).Kind == trade.NotFound {
			return nil
		}
		return err
	}
	messages, err := w.MessagesOf(trade.KindQuote, q.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(messages, func(id string) bool { return trade.AnswerCode(id) == mark[3] })
	if i < 0 {
		return nil
	}
	ours, err := w.MessageNumbered(messages[i])
	if err != nil || ours == nil {
		return err
	}
	if err := w.arrived(ours); err != nil {
		return err
	}
	r.Kind, r.DocID, r.Number, r.Party, r.Answers, r.Said = trade.KindQuote, q.ID, q.Number, q.Customer, ours.ID, ""
	r.Subject = strings.TrimSpace(strings.Replace(m.Subject, mark[0], "", 1)) // the code says nothing to a person
	r.What, r.Waiting = trade.MailAccept, true
	if mark[1] == "no" {
		r.What = trade.MailDecline
	}
	switch {
	case q.State != trade.Sent:
		r.What, r.Said = trade.MailPlain, fmt.Sprintf("It answers %s, which is %s meanwhile.", q.Name(), q.State)
	case ours.CreatedAt < q.SentAt:
		r.What, r.Said = trade.MailPlain, fmt.Sprintf("It answers an earlier revision of %s.", q.Name())
	}
	return nil
}

// keepMail keeps a mail with its files, and one more record for each sheet that it brings beyond the first.
func (w *work) keepMail(r *trade.ReceivedMail, m *incoming, trusted bool, out *ReadMailOut) error {
	first := r
	for i, s := range m.sheets {
		if i > 0 {
			r = new(*first)
			r.ID, r.Version, r.Body, r.Digest = 0, 0, "", first.Digest+" "+strconv.Itoa(i+1)
		}
		plan, err := w.planSupply(s.sheet)
		var e *trade.Error
		switch {
		case errors.As(err, &e):
			r.What, r.Waiting, r.Said = trade.MailPlain, true, e.Message
		case err != nil:
			return err
		default:
			r.Kind, r.DocID, r.Number, r.Party = trade.KindPurchase, plan.PurchaseID, plan.Number, plan.Supplier
			r.What, r.Waiting, r.Said = trade.MailSheet, !plan.Nothing, ""
			if plan.Nothing {
				r.Said = "Nothing in its sheet is new."
			}
			trusted = true
		}
		if err := w.saveMail(r, m, i == 0, trusted, s.file, out); err != nil {
			return err
		}
	}
	if len(m.sheets) == 0 {
		if m.orders >= 0 && r.What == trade.MailPlain && r.Kind != trade.KindSupplier && r.Kind != trade.KindPurchase {
			r.What, r.Waiting, r.Said = trade.MailOrders, true, m.brings
		}
		return w.saveMail(r, m, true, trusted, m.orders, out)
	}
	return nil
}

// saveMail keeps a record of a mail, with the mail's files where it is the first, and tells its document.
func (w *work) saveMail(r *trade.ReceivedMail, m *incoming, first, trusted bool, sheet int, out *ReadMailOut) error {
	if err := w.SaveReceived(r); err != nil {
		return err
	}
	for i, f := range m.Files {
		if i != sheet && (!first || slices.ContainsFunc(m.sheets, func(s sheetIn) bool { return s.file == i })) {
			continue
		}
		a, err := w.keepFile(w.placeOfFiles(r, trusted), f)
		if err != nil {
			return err
		}
		if i == sheet && a != nil {
			r.SheetID = a.ID
			if err := w.SaveReceived(r); err != nil {
				return err
			}
		}
	}
	if m.Cut && r.Said == "" {
		r.Said = "It is larger than what is read of a mail. Read it in your mail program."
		if err := w.SaveReceived(r); err != nil {
			return err
		}
	}
	out.Mails = append(out.Mails, r)
	if err := w.note(trade.KindReceived, r.ID, "mail in", r.Subject, "", ""); err != nil || r.Kind == "" {
		return err
	}
	return w.note(r.Kind, r.DocID, "mail in", r.From+": "+r.Subject, "", "")
}

// placeOfFiles is the record that keeps the files of a mail: its document, or the mail itself.
func (w *work) placeOfFiles(r *trade.ReceivedMail, trusted bool) trade.Ref {
	if trusted && slices.Contains(documented, r.Kind) {
		return trade.Ref{Kind: r.Kind, ID: r.DocID}
	}
	return trade.Ref{Kind: trade.KindReceived, ID: r.ID}
}

// keepFile keeps a file with a record; one that is there already is not kept twice, and one that is too large is left in the mailbox.
func (w *work) keepFile(ref trade.Ref, f intake.MailFile) (*trade.AttachedFile, error) {
	if len(f.Content) > trade.MaxAttachment {
		return nil, nil
	}
	sum := sha256.Sum256(f.Content)
	a := &trade.AttachedFile{Kind: ref.Kind, DocID: ref.ID, Name: f.Name, Type: f.Type, Size: len(f.Content), SHA256: hex.EncodeToString(sum[:]), At: w.stamp(), Who: w.who, Content: f.Content}
	have, err := w.AttachmentsOf(ref)
	if err != nil {
		return nil, err
	}
	for i := range have {
		if have[i].SHA256 == a.SHA256 {
			return &have[i], nil
		}
	}
	a.Name = freeName(a.Name, have)
	return a, w.AddAttachment(a)
}
