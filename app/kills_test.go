package app_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
	"dropdesk/data"
)

var (
	killRounds   = flag.Int("kills", 3, "how many rounds of killing the worker")
	killMessages = flag.Int("messages", 100, "how many messages there are in each round")
)

// killedLate says in the environment of a worker how late it is there.
const killedLate = "DROPDESK_KILLED_LATE"

// workOnce delivers what is due, as the worker does.
func workOnce() error {
	late, err := time.ParseDuration(os.Getenv(killedLate))
	if err != nil {
		return err
	}
	store, err := data.Open(os.Getenv(childFile))
	if err != nil {
		return err
	}
	desk := app.New(app.Ports{Store: store, Printer: hands{}, Mailer: mail.New(), Post: mail.NewPost(), Clock: func() time.Time { return day.Add(late) }})
	fmt.Println("at work")
	if _, err := desk.DeliverMail(context.Background(), app.DeliverMailIn{}); err != nil {
		return err
	}
	return store.Close()
}

var day = time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)

var messageID = regexp.MustCompile(`(?m)^Message-Id: <(.*)>\r?$`)

// The worker is killed at random moments. What the server has taken and the file knows of has arrived once; what the file does not know of is
// uncertain and may have arrived; nothing arrives twice and nothing is lost.
func TestKillsOfTheWorkerLoseNothingAndDoubleNothing(t *testing.T) {
	h, s := postOffice(t, nil)
	h.quotes(*killMessages)
	first := filepath.Join(t.TempDir(), "first.dropdesk")
	must(h.BackUp(h.ctx, app.BackUpIn{Folder: filepath.Dir(first)}))
	backups, err := filepath.Glob(filepath.Join(filepath.Dir(first), "*.dropdesk*"))
	if err != nil || len(backups) != 1 {
		t.Fatal(err, backups)
	}
	kills, uncertain, taken := 0, 0, 0
	for round := range *killRounds {
		file := filepath.Join(t.TempDir(), strconv.Itoa(round)+".dropdesk")
		copied(t, backups[0], file)
		late := time.Minute
		for ended := false; !ended; late += 6 * time.Minute { // longer than a claim
			ended = killed(t, file, late)
			if !ended {
				kills++
			}
		}
		killedFor(t, file, late, 0)
		u, n := tally(t, file, s.Mails())
		s.Forget() // a hundred rounds would be a hundred thousand mails
		uncertain, taken = uncertain+u, taken+n
		if err := os.Remove(file); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d rounds of %d messages, %d kills: %d messages were uncertain, %d of them had arrived; none twice, none lost", *killRounds, *killMessages, kills, uncertain, taken)
	if kills == 0 {
		t.Error("the worker was never killed")
	}
}

// killed lets the worker work until a random moment, and says whether it has ended by itself.
func killed(t *testing.T, file string, late time.Duration) (ended bool) {
	t.Helper()
	return killedFor(t, file, late, 1+time.Duration(rand.Int64N(int64(60*time.Millisecond))))
}

// killedFor lets the worker work for a time; zero is until it ends.
func killedFor(t *testing.T, file string, late, after time.Duration) (ended bool) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childName+"=worker", childFile+"="+file, killedLate+"="+late.String())
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = bufio.NewReader(out).ReadString('\n') // it is at work
	if after > 0 {
		killer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
		defer killer.Stop()
	}
	if err = c.Wait(); err != nil && after == 0 {
		t.Fatal(err)
	}
	return err == nil
}

// tally compares what a file knows with what has arrived.
func tally(t *testing.T, file string, mails []mailtest.Mail) (uncertain, taken int) {
	t.Helper()
	arrived := map[string]int{}
	for _, m := range mails {
		id := messageID.FindStringSubmatch(m.Data)
		if id == nil {
			t.Fatal("a mail without a number arrived")
		}
		arrived[id[1]]++
	}
	store := must(data.Open(file))
	defer func() { _ = store.Close() }()
	desk := app.New(app.Ports{Store: store})
	list := must(desk.ListMessages(context.Background(), app.ListIn{Limit: 1000})).Rows
	equal(t, "messages", len(list), *killMessages)
	for _, m := range list {
		n := arrived[m.MessageID]
		switch {
		case m.State == trade.MessageSent && n == 1:
		case m.State == trade.MessageUncertain && n <= 1:
			uncertain, taken = uncertain+1, taken+n
		default:
			t.Errorf("%s is %s and has arrived %d times", m.MessageID, m.State, n)
		}
	}
	return uncertain, taken
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	in := must(os.Open(from))
	defer func() { _ = in.Close() }()
	out := must(os.Create(to))
	must(io.Copy(out, in))
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
