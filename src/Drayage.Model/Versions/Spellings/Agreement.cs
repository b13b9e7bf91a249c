namespace Drayage.Model.Versions.Spellings;

/// <summary>Whether a manifest's text and a release version mean the same release.</summary>
internal static class Agreement
{
    public static bool Holds(string native, NativeSpelling spelling, ReleaseVersion version)
    {
        var text = WithoutDecoration(native.Trim(), spelling);
        if (Admission.Tolerant(spelling, version) is MappedVersion.Mapped(var expected) && IsWellFormed(spelling, text) && NativeOrder.Same(spelling, text, expected))
            return true;
        // A Rust crate behind a Python package says 0.7.1-dev1 where the package says 0.7.1.dev1.
        return version is ReleaseVersion.Python python
            && SemanticVersion.TryParse(text, out var semantic)
            && Pep440Spelling.Map(new ReleaseVersion.Semantic(semantic), tolerant: true) is MappedVersion.Mapped(var read)
            && Pep440Version.Parse(read).Equals(python.Version);
    }

    private static string WithoutDecoration(string text, NativeSpelling spelling) => spelling switch
    {
        NativeSpelling.Go when !text.StartsWith('v') => "v" + text,
        NativeSpelling.Debian when text.LastIndexOf('-') is > 0 and var revision => text[..revision],
        _ => text,
    };

    private static bool IsWellFormed(NativeSpelling spelling, string text) => spelling switch
    {
        NativeSpelling.Pep440 => Pep440Version.TryParse(text, out _),
        NativeSpelling.NuGet => NuGetVersionText.TryParse(text, out _),
        NativeSpelling.Debian => text.Length > 0 && DecimalDigits.Are(text.Contains(':') ? text[..text.IndexOf(':')] : "0"),
        _ => true,
    };
}
