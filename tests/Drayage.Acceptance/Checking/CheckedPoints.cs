using System.Text.Json;
using Xunit;

namespace Drayage.Acceptance.Checking;

/// <summary>The points of a checklist by name, from its JSON.</summary>
internal sealed class CheckedPoints(CommandOutcome outcome)
{
    private readonly Dictionary<string, JsonElement> points =
        outcome.Json().GetProperty("points").EnumerateArray().ToDictionary(point => point.GetProperty("name").GetString()!);

    public string EvidenceOf(string name) => points[name].GetProperty("evidence").GetString()!;

    public void Require(string name, string outcome) => Assert.Equal(outcome, points[name].GetProperty("outcome").GetString());

    public void RequireBad(string name, string evidence, string hint)
    {
        Require(name, "bad");
        Assert.Contains(evidence, EvidenceOf(name), StringComparison.Ordinal);
        Assert.Contains(hint, points[name].GetProperty("hint").GetString() ?? "", StringComparison.Ordinal);
    }
}
