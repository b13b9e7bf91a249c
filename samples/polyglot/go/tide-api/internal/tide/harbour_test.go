package tide

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"
)

func TestReferenceHeightOfSelkie(t *testing.T) {
	harbours, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	height := harbours["selkie"].HeightAt(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	if math.Abs(height-0.912) > 0.0005 {
		t.Errorf("selkie stands at %.4f m, not 0.912 m", height)
	}
}

func TestBrokenTableNamesItsLine(t *testing.T) {
	_, err := Read(strings.NewReader("# table\na,Z0,1,0\na,Q7,1,0\n"))
	if err == nil || !strings.Contains(err.Error(), `line 3: "Q7" is not a known constituent`) {
		t.Errorf("got %v", err)
	}
}

// The crate and the service answer alike only while their tables agree.
func TestTableIsTheTableOfTheCrate(t *testing.T) {
	crate, err := os.ReadFile("../../../../crates/tidewater/data/harbours.csv")
	if err != nil {
		t.Skip("not in a checkout: ", err)
	}
	if string(crate) != shipped {
		t.Error("harbours.csv differs from the table of the crate")
	}
}
