using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>Reads <c>git remote --verbose</c>, where the user's <c>insteadOf</c> rules are already applied.</summary>
internal static class RemoteReader
{
    private const string FetchMark = " (fetch)";

    public static ImmutableArray<GitRemote> Read(string output) =>
        [.. output.Split('\n').Select(Remote).OfType<GitRemote>()];

    private static GitRemote? Remote(string line)
    {
        var tab = line.IndexOf('\t');
        var end = line.LastIndexOf(FetchMark, StringComparison.Ordinal);
        if (tab < 0 || end < tab)
            return null;
        var url = line[(tab + 1)..end];
        return new GitRemote(
            line[..tab],
            RemoteAddress.WithoutCredentials(url),
            RemoteAddress.TryParse(url, out var address) ? address : null);
    }
}
