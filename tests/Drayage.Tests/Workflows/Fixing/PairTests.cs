using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Repairers;
using Drayage.Workflows.Linting;
using Xunit;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>Whole files, as projects have them, with what they become.</summary>
public sealed class PairTests
{
    private static readonly string Folder = Path.Combine(Repaired.Folder, "Pairs");

    public static TheoryData<string> Names => [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_becomes_what_it_should(string name)
    {
        var (report, _, after) = Read(name);
        Assert.Empty(report.Refused);
        Assert.Equal(after, Assert.Single(report.Files).After);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_error_is_left(string name) =>
        Assert.DoesNotContain(Read(name).Report.Left, left => left.Finding.Severity == Severity.Error);

    [Fact]
    public void Every_repairer_is_shown_by_a_pair() => Assert.Empty(
        RepairCatalog.All.Select(repairer => repairer.Rule).Except(Names.SelectMany(name => Read((string)name).Report.Files).SelectMany(file => file.Repairs).Select(repair => repair.Rule)));

    [Fact]
    public void Repairers_are_of_rules_that_exist() =>
        Assert.Empty(RepairCatalog.All.Select(repairer => repairer.Rule).Except(RuleInfo.All.Select(rule => rule.Id)));

    private static (FixReport Report, string Before, string After) Read(string name)
    {
        string folder = Path.Combine(Folder, name);
        string before = Directory.EnumerateFiles(folder, "before.*").Single();
        string pins = Path.Combine(folder, "pins.yml");
        string text = File.ReadAllText(before);
        return (
            Repaired.Report(text, File.Exists(pins) ? Repaired.Pins(File.ReadAllText(pins)) : null, Path.GetExtension(before) == ".md" ? "guide.md" : ".github/workflows/release.yml"),
            text,
            File.ReadAllText(Path.ChangeExtension(Path.Combine(folder, "after"), Path.GetExtension(before))));
    }
}
