using System.Text.RegularExpressions;
using Drayage.Testing;
using Drayage.Testing.WorkflowValidators;
using Xunit;

namespace Drayage.Acceptance.Workflows;

/// <summary>Validators of others find nothing wrong with repaired workflows that was not wrong before.</summary>
public sealed partial class RepairedWorkflowTests
{
    private static readonly string Pairs = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Tests", "Workflows", "Fixing", "Pairs");

    [Fact]
    public async Task Nothing_is_wrong_that_was_right_before()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var repository = await GitFixture.StartAsync();
        var folder = Directory.CreateDirectory(repository.Directory[".github/workflows"]).FullName;
        foreach (var before in Directory.EnumerateFiles(Pairs, "before.yml", SearchOption.AllDirectories))
            File.Copy(before, Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(before)!) + ".yml"));
        var paths = Directory.GetFiles(folder);
        Assert.NotEmpty(paths);
        var wrong = Complaints(await WorkflowValidator.JudgeAsync(paths));
        (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--write")).Ended(0);
        foreach (var path in paths)
        {
            var after = Path.Combine(Pairs, Path.GetFileNameWithoutExtension(path), "after.yml");
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(after)!, "pins.yml")))
                Assert.Equal(await File.ReadAllTextAsync(after, cancellation), await File.ReadAllTextAsync(path, cancellation));
        }

        Assert.Empty(Complaints(await WorkflowValidator.JudgeAsync(paths)).Except(wrong));
    }

    // Neither of them has heard of attestations, which GitHub has had since 2024.
    private static HashSet<string> Complaints(string told) =>
        [.. told.Split('\n').Where(line => line.Length > 0 && !line.Contains("attestations", StringComparison.Ordinal)).Select(line => PlacePattern().Replace(line, ""))];

    [GeneratedRegex(@":\d+:\d+(?=:)")]
    private static partial Regex PlacePattern();
}
