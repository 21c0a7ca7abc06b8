package intake

import (
	"fmt"
	"strings"

	"dropdesk/app/money"
)

// masterReader reads the cells of one column.
type masterReader struct {
	MasterField
	sign  byte // the decimal sign; zero: it cannot be told
	order byte // of days
}

func newMasterReader(f MasterField, column string, rows []Row, at int) *masterReader {
	r := &masterReader{MasterField: f}
	var cells []Cell
	var s signs
	for i := range rows {
		if at < len(rows[i].Cells) {
			c := rows[i].Cells[at]
			cells = append(cells, c)
			if c.Kind == Words {
				s.look(c.Text)
			}
		}
	}
	switch {
	case s.comma > 0 && s.point == 0:
		r.sign = ','
	case s.point > 0 || s.both == 0:
		r.sign = '.'
	}
	if f.Holds == 'd' {
		r.order = orderOfDays(cells)
	}
	return r
}

func (r *masterReader) read(c Cell) (string, error) {
	text := strings.TrimSpace(c.Text)
	if c.Kind == Broken {
		return "", fmt.Errorf("the cell holds an error of the spreadsheet (%s)", text)
	}
	switch r.Holds {
	case 'n':
		if c.Kind != Words {
			d, err := money.Parse(text)
			return d.String(), err
		}
		n, err := numeralOf(strings.TrimSuffix(text, "%"))
		if err != nil {
			return "", fmt.Errorf("%q is not a number", text)
		}
		sign := r.sign
		if told, plain := n.tells(); sign == 0 && plain {
			sign = '.'
		} else if sign == 0 {
			return "", fmt.Errorf("%q may be read as thousands or as decimals. Write it without a separator of thousands, with two decimals", text)
		} else if told != 0 && told != sign {
			return "", fmt.Errorf("%q has another decimal sign than the rest of the column", text)
		}
		d, err := n.decimal(sign)
		return d.String(), err
	case 'd':
		d, ok := dayOf(c, r.order)
		if !ok {
			return "", fmt.Errorf("%q is not a day that can be told. Write it as 2026-11-30", text)
		}
		return string(d), nil
	case 'c':
		if strings.HasPrefix(text, `="`) && strings.HasSuffix(text, `"`) {
			text = text[2 : len(text)-1]
		}
		if c.Kind == Number && strings.ContainsAny(text, "eE") {
			return "", fmt.Errorf("the spreadsheet has cut digits off (%s). Enter it as text", text)
		}
		return strings.TrimPrefix(text, "'"), nil
	}
	return text, nil
}
