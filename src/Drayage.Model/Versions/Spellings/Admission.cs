namespace Drayage.Model.Versions.Spellings;

/// <summary>Judges a native version in the company of those already released.</summary>
internal static class Admission
{
    public static MappedVersion Judge(NativeSpelling spelling, ReleaseVersion version, IEnumerable<ReleaseVersion> released)
    {
        var candidate = Tolerant(spelling, version);
        if (candidate is not MappedVersion.Mapped(var native))
            return candidate;
        foreach (var earlier in released)
        {
            if (earlier.Equals(version) || Tolerant(spelling, earlier) is not MappedVersion.Mapped(var other))
                continue;
            if (NativeOrder.Same(spelling, native, other) && !IsMoving(spelling, native))
                return MappedVersion.Refuse($"{earlier} and {version} would both be {native}");
            if (NativeOrder.Compare(spelling, native, other) is { } order && Contradicts(order, Precedence(version, earlier)))
                return MappedVersion.Refuse($"{native} would rank {Side(order)} {other}, while {version} ranks {Side(-order)} the released {earlier}");
        }
        return candidate;
    }

    public static MappedVersion Tolerant(NativeSpelling spelling, ReleaseVersion version) => spelling switch
    {
        NativeSpelling.Pep440 => Pep440Spelling.Map(version, tolerant: true),
        NativeSpelling.NuGet => NuGetSpelling.Map(version, tolerant: true),
        NativeSpelling.Debian => DebianSpelling.Map(version, tolerant: true),
        _ => VersionMap.To(spelling, version),
    };

    private static bool IsMoving(NativeSpelling spelling, string native) =>
        spelling == NativeSpelling.Maven && native.EndsWith("-SNAPSHOT", StringComparison.Ordinal);

    private static int Precedence(ReleaseVersion left, ReleaseVersion right) =>
        (left, right) is (ReleaseVersion.Semantic l, ReleaseVersion.Semantic r)
            ? SemanticVersion.ComparePrecedence(l.Version, r.Version)
            : left.CompareTo(right);

    private static bool Contradicts(int native, int own) => native != 0 && own != 0 && Math.Sign(native) != Math.Sign(own);

    private static string Side(int order) => order < 0 ? "before" : "after";
}
