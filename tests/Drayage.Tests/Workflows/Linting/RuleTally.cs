using System.Text;

namespace Drayage.Tests.Workflows.Linting;

/// <summary>How often a rule was right, wrong and silent.</summary>
internal sealed class RuleTally
{
    private int right;
    private int wrong;
    private int missed;

    public double Precision => right + wrong == 0 ? 1 : (double)right / (right + wrong);

    public double Recall => right + missed == 0 ? 1 : (double)right / (right + missed);

    public static string Table(IReadOnlyDictionary<string, RuleTally> tallies)
    {
        var table = new StringBuilder($"{"rule",-30} {"right",6} {"wrong",6} {"missed",6} {"precision",10} {"recall",8}\n");
        foreach (var (rule, tally) in tallies)
        {
            table.Append($"{rule,-30} {tally.right,6} {tally.wrong,6} {tally.missed,6} {tally.Precision,10:P0} {tally.Recall,8:P0}\n");
        }

        return table.ToString();
    }

    public void Count(bool isExpected, bool isFound)
    {
        right += isExpected && isFound ? 1 : 0;
        wrong += isExpected ? 0 : 1;
        missed += isFound ? 0 : 1;
    }
}
