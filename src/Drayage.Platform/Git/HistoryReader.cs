using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Drayage.Platform.Git;

/// <summary>The format that a whole history is asked for, and its reader.</summary>
internal static class HistoryReader
{
    // A byte that stands in no message tells the head of a commit from the paths of the one before.
    private const byte Mark = 0x1e;
    private const string Format = "--format=tformat:%x1e%H%x00%P%x00%ct%x00%an%x00%ae%x00%D%x00%s%x00%b";
    private const string TagWord = "tag: ";

    public static ImmutableArray<string> Arguments(string until, bool withPaths) =>
    [
        // Children before their parents, so that releases can be told apart in one pass.
        "log", "-z", "--date-order", Format, "--encoding=UTF-8", "--no-color", "--no-show-signature",
        "--decorate=short", "--decorate-refs=refs/tags/", .. withPaths ? (string[])["--name-only", "--no-renames"] : [], "--end-of-options", until, "--",
    ];

    public static ImmutableArray<GitHistoryCommit> Read(ReadOnlySpan<byte> output)
    {
        var commits = ImmutableArray.CreateBuilder<GitHistoryCommit>();
        var parsed = new Dictionary<string, GitObjectId>(StringComparer.Ordinal);
        while (!output.IsEmpty)
        {
            var head = output[1..];
            var id = IdOf(Next(ref head), parsed);
            var parents = Next(ref head);
            var time = Next(ref head);
            var (author, email) = (Text(Next(ref head)), Text(Next(ref head)));
            var decoration = Next(ref head);
            var (subject, body) = (Text(Next(ref head)), Text(Next(ref head)));
            commits.Add(new GitHistoryCommit
            {
                Commit = new GitCommit
                {
                    Id = id,
                    Parents = ParentsOf(parents, parsed),
                    CommitTime = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)),
                    AuthorName = author,
                    AuthorEmail = email,
                    Subject = subject,
                    Body = body.TrimEnd('\n'),
                },
                Tags = decoration.IsEmpty ? [] : TagsOf(Text(decoration)),
                Paths = PathsOf(ref head),
            });
            output = head;
        }

        return commits.DrainToImmutable();
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var field = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return field;
    }

    private static ImmutableArray<string> PathsOf(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] == Mark)
            return [];
        var paths = ImmutableArray.CreateBuilder<string>();
        while (!rest.IsEmpty && rest[0] != Mark)
        {
            // A line end stands between the message and the first path, and an empty field after the last one.
            if (Next(ref rest) is { IsEmpty: false } path)
                paths.Add(Text(path[0] == '\n' ? path[1..] : path));
        }

        return paths.DrainToImmutable();
    }

    private static ImmutableArray<GitObjectId> ParentsOf(ReadOnlySpan<byte> text, Dictionary<string, GitObjectId> parsed)
    {
        if (text.IsEmpty)
            return [];
        var parents = ImmutableArray.CreateBuilder<GitObjectId>(1);
        foreach (var range in text.Split((byte)' '))
            parents.Add(IdOf(text[range], parsed));
        return parents.DrainToImmutable();
    }

    // The same name comes as a commit and as its children's parent.
    private static GitObjectId IdOf(ReadOnlySpan<byte> text, Dictionary<string, GitObjectId> parsed)
    {
        Span<char> characters = stackalloc char[text.Length];
        Encoding.ASCII.GetChars(text, characters);
        var known = parsed.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(characters, out var id))
            parsed.Add((id = GitObjectId.Parse(characters.ToString())).Hex, id);
        return id;
    }

    // No name of a tag holds a blank.
    private static ImmutableArray<string> TagsOf(string decoration) =>
        [.. decoration.Split(", ").Where(name => name.StartsWith(TagWord, StringComparison.Ordinal)).Select(name => name[TagWord.Length..])];

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
