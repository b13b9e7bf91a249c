using System.Collections.Immutable;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What detection reads of one <c>go.work</c>: the directories it uses.</summary>
internal sealed record GoWorkFile(string Path, ImmutableArray<GoToken> Uses)
{
    public static GoWorkFile Parse(string text, string path) =>
        new(path, [.. GoDirectiveReader.Read(text, path)
            .Where(directive => directive.Verb.Text == "use")
            .Select(directive => directive.Arguments is [var only]
                ? only
                : throw GoSyntax.Error("'use' takes one directory", directive.Verb.At))]);

    /// <summary>Repository-relative; null for one outside the repository.</summary>
    public string? DirectoryOf(GoToken use) => use.Text.StartsWith('/') ? null : SourceTree.Join(SourceTree.DirectoryOf(Path), use.Text);
}
