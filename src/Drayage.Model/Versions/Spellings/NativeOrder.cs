namespace Drayage.Model.Versions.Spellings;

/// <summary>How the ecosystems rank and tell apart their own texts.</summary>
internal static class NativeOrder
{
    /// <returns>The order, or null where the ecosystem has none for its names.</returns>
    public static int? Compare(NativeSpelling spelling, string left, string right) => spelling switch
    {
        NativeSpelling.Cargo or NativeSpelling.Npm or NativeSpelling.Helm =>
            SemanticVersion.ComparePrecedence(SemanticVersion.Parse(left), SemanticVersion.Parse(right)),
        NativeSpelling.Go => Compare(NativeSpelling.Cargo, left[1..], right[1..]),
        NativeSpelling.Pep440 => Pep440Version.Parse(left).CompareTo(Pep440Version.Parse(right)),
        NativeSpelling.NuGet => NuGetVersionText.Parse(left).CompareTo(NuGetVersionText.Parse(right)),
        NativeSpelling.Debian => DebianOrder.Compare(left, right),
        _ => null,
    };

    /// <summary>Whether the ecosystem would take both texts for one version.</summary>
    public static bool Same(NativeSpelling spelling, string left, string right) =>
        spelling is NativeSpelling.Pep440 or NativeSpelling.NuGet or NativeSpelling.Debian
            ? Compare(spelling, left, right) == 0
            : string.Equals(left, right, StringComparison.Ordinal);
}
