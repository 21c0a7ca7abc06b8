package views

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// leave puts a file into the person's folder and opens it.
func (s *Shell) leave(name string, content []byte) error {
	if err := os.MkdirAll(s.opt.Folder, 0o755); err != nil {
		return trade.Faultf(trade.External, "The folder %s could not be made: %w.", s.opt.Folder, err)
	}
	path := filepath.Join(s.opt.Folder, filepath.Base(name))
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return trade.Faultf(trade.External, "%s could not be written: %w.", path, err)
	}
	if err := s.opt.Open(path); err != nil {
		return trade.Faultf(trade.External, "%s was written, but no program could be started to show it: %w.", path, err)
	}
	return nil
}

// pdf prints a document and shows it.
func (s *Shell) pdf(paper app.PaperKind, id trade.ID) {
	act(s, "", func(ctx context.Context) (string, error) {
		p, err := s.desk.Print(ctx, app.PrintIn{Paper: paper, ID: id})
		if err != nil {
			return "", err
		}
		return p.FileName, s.leave(p.FileName, p.PDF)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}

// exportProfit writes the workbook of a period and shows it, with a bar and a way to stop it.
func (s *Shell) exportProfit(from, to trade.Date) {
	const name = "profit.xlsx"
	longStep(s, kit.T("Writing the profit workbook"), func(ctx context.Context) (string, error) {
		return name, s.leaveWritten(name, func(f io.Writer) error { return s.desk.WriteProfit(ctx, app.PeriodIn{From: from, To: to}, f) })
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) }, s.fail)
}

// leaveWritten puts a file into the person's folder while it is made, and opens it. What is there under its name stays until it is whole.
func (s *Shell) leaveWritten(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(s.opt.Folder, ".dropdesk-*.xlsx")
	if errors.Is(err, os.ErrNotExist) {
		if err = os.MkdirAll(s.opt.Folder, 0o755); err == nil {
			f, err = os.CreateTemp(s.opt.Folder, ".dropdesk-*.xlsx")
		}
	}
	if err != nil {
		return trade.Faultf(trade.External, "Nothing could be written to the folder %s: %w.", s.opt.Folder, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // once it has its name, it is not there any more
	if err := write(f); err != nil {
		_ = f.Close() // what is in it is of no use
		return err
	}
	path := filepath.Join(s.opt.Folder, name)
	if err := errors.Join(f.Chmod(0o644), f.Close(), os.Rename(f.Name(), path)); err != nil {
		return trade.Faultf(trade.External, "%s could not be written: %w.", path, err)
	}
	if err := s.opt.Open(path); err != nil {
		return trade.Faultf(trade.External, "%s was written, but no program could be started to show it: %w.", path, err)
	}
	return nil
}

// orderForm writes the form that customers order by, and shows it.
func (s *Shell) orderForm() {
	act(s, "", func(ctx context.Context) (string, error) {
		x, err := s.desk.PrintOrderForm(ctx, app.Nothing{})
		if err != nil {
			return "", err
		}
		return x.FileName, s.leave(x.FileName, x.XLSX)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}
