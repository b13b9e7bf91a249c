using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>The format that tags are asked for, and its reader.</summary>
internal static class TagReader
{
    private const string Format =
        "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00";

    public static ImmutableArray<string> Arguments(params IEnumerable<string> selection) =>
        ["for-each-ref", "--sort=refname", Format, .. selection];

    /// <summary>The tags with the commits they lead to: null where git peeled one of several layers only.</summary>
    public static List<(string Name, bool IsAnnotated, GitObjectId? Commit)> Read(ReadOnlySpan<byte> output)
    {
        var tags = new List<(string, bool, GitObjectId?)>();
        var fields = new NulFields(output);
        while (fields.TryNext(out var name))
        {
            // The newline after each record stands before the next name.
            if (!fields.TryNext(out var type))
                break;
            fields.TryNext(out var id);
            fields.TryNext(out var peeledType);
            fields.TryNext(out var peeledId);
            var tag = name.TrimStart('\n');
            if (type == "commit")
                tags.Add((tag, false, GitObjectId.Parse(id)));
            else if (type == "tag" && peeledType == "commit")
                tags.Add((tag, true, GitObjectId.Parse(peeledId)));
            else if (type == "tag" && peeledType == "tag")
                tags.Add((tag, true, null));
        }
        return tags;
    }
}
