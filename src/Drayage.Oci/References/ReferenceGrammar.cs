using System.Text.RegularExpressions;

namespace Drayage.Oci.References;

/// <summary>The grammar of the distribution specification, as its reference implementation spells it.</summary>
internal static partial class ReferenceGrammar
{
    /// <summary>Registry, colon and repository together, as registries and clients enforce it.</summary>
    public const int MaxNameLength = 255;

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*\z", RegexOptions.ExplicitCapture)]
    public static partial Regex PathSegment { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.ExplicitCapture)]
    public static partial Regex Tag { get; }

    [GeneratedRegex(
        @"\A(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::[0-9]{1,5})?\z",
        RegexOptions.ExplicitCapture)]
    public static partial Regex Registry { get; }
}
