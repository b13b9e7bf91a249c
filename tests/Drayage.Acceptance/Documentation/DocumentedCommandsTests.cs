using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Documentation;

/// <summary>Every command that a page shows after <c>$ </c> is run, in the order of the page, in a copy of the sample.</summary>
public sealed class DocumentedCommandsTests
{
    private const string Prompt = "$ ";

    public static TheoryData<string> Pages()
    {
        var root = RepositoryRoot.Path;
        return [.. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md")
            .Append(Path.Combine(root, "README.md"))
            .Where(page => Commands(page).Any())
            .Select(page => Path.GetRelativePath(root, page))];
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_of_a_page_succeed(string page)
    {
        using var sample = await SampleFixture.StartAsync();
        await using var registry = await RegistryFixture.StartAsync();
        await using var shell = new DocumentedShell(sample.Root, registry);
        foreach (var command in Commands(Path.Combine(RepositoryRoot.Path, page)))
            await shell.RunAsync(command);
    }

    [Fact]
    public void The_tour_of_the_readme_is_among_them() =>
        Assert.Contains("drayage rehearse", Commands(Path.Combine(RepositoryRoot.Path, "README.md")));

    private static IEnumerable<string> Commands(string page) =>
        File.ReadLines(page).Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)).Select(line => line[Prompt.Length..]);
}
