using System.Text;
using System.Text.RegularExpressions;
using Drayage.Tests.Architecture;
using Xunit;

namespace Drayage.Tests;

/// <summary>House rules about files, checked on everything that git tracks.</summary>
public sealed partial class SourceTreeTests
{
    private const int MostLines = 280;

    // Spelt in pieces, or this file would break its own rule.
    private static readonly string[] Foreign =
    [
        "registry.npm" + "js.", "nuget" + ".org", "deb.deb" + "ian.", "security.deb" + "ian.", "/work" + "/main", "/work" + "/shared", "/work" + "/.library", "/tmp" + "/wt/", "/root" + "/.",
    ];

    private static readonly string[] Files = SourceTree.TrackedFiles();

    [Fact]
    public void Sources_are_short()
    {
        string[] sources = [.. Files.Where(IsOurSource)];
        Assert.NotEmpty(sources);
        Assert.Empty(sources
            .Select(path => (Path: path, Lines: File.ReadLines(Path.Combine(SourceTree.Root, path)).Count()))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.Path}: {file.Lines} lines"));
    }

    [Fact]
    public void No_name_says_nothing() =>
        Assert.DoesNotContain(Files.Where(IsOurSource), path => EmptyWord().IsMatch(path));

    [Fact]
    public void No_file_names_a_package_host_or_a_place_on_one_machine()
    {
        var found = new List<string>();
        foreach (string path in Files)
        {
            string text = File.ReadAllText(Path.Combine(SourceTree.Root, path), Encoding.Latin1);
            found.AddRange(Foreign.Where(text.Contains).Select(word => $"{path}: {word}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void The_rooms_that_the_architecture_page_names_are_there()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "architecture.md"));
        string[] rooms = [.. Room().Matches(page).Select(room => room.Value)];
        Assert.NotEmpty(rooms);
        Assert.All(rooms, room => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, "src", room)), $"there is no src/{room}"));
    }

    private static bool IsOurSource(string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("samples/", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=`)Drayage\.[\w./]+(?=`)")]
    private static partial Regex Room();

    [GeneratedRegex("(?<![a-z])(Utils?|Utilities|Helpers?|Manager|Common)(?![a-z])")]
    private static partial Regex EmptyWord();
}
