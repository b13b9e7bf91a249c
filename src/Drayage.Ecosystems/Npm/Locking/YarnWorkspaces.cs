using System.Collections.Immutable;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>What later versions of yarn repeat below each package of the workspace: the names that it requires, for development too.</summary>
internal static class YarnWorkspaces
{
    private const string Protocol = "@workspace:";

    /// <returns>By the package's directory, <c>.</c> for the root; with the line of each name.</returns>
    public static Dictionary<string, ImmutableArray<(string Name, int Line)>> Read(string text)
    {
        var read = new Dictionary<string, ImmutableArray<(string Name, int Line)>>(StringComparer.Ordinal);
        var (directory, isInside, number) = ((string?)null, false, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line is not [' ', ..])
                directory = line.IndexOf(Protocol) >= 0 ? DirectoryOf(line) : line.SequenceEqual(":") ? directory : null;
            else if (line is not [' ', ' ', ' ', ' ', ..])
                isInside = line.SequenceEqual("  dependencies:");
            else if (directory is not null && isInside && line.IndexOf(": ") is > 0 and var end)
                read[directory] = read.GetValueOrDefault(directory, []).Add((line[..end].Trim().Trim('"').ToString(), number));
        }

        return read;
    }

    // "a@npm:^1.0.0, a@workspace:packages/a":
    private static string DirectoryOf(ReadOnlySpan<char> key)
    {
        var rest = key[(key.LastIndexOf(Protocol) + Protocol.Length)..];
        return rest.IndexOfAny('"', ',') is >= 0 and var end ? rest[..end].ToString() : rest.TrimEnd(':').ToString();
    }
}
