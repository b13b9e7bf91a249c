using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>What a manifest is asked for by: a tag or a digest.</summary>
internal abstract partial record ManifestReference
{
    private ManifestReference()
    {
    }

    public sealed record ByTag(string Tag) : ManifestReference;

    public sealed record ByDigest(Digest Digest) : ManifestReference;

    /// <summary>Null when the text is neither.</summary>
    public static ManifestReference? Parse(string text)
    {
        if (Digest.TryParse(text, out var digest))
            return new ByDigest(digest);
        return IsTag(text) ? new ByTag(text) : null;
    }

    public static bool IsTag(string text) => TagGrammar().IsMatch(text);

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex TagGrammar();
}
