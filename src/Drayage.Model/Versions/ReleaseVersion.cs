using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>The version of a release as its repository spells it. Native spellings come from <see cref="VersionMap"/>.</summary>
public abstract record ReleaseVersion : IComparable<ReleaseVersion>
{
    private ReleaseVersion()
    {
    }

    /// <summary>A version by Semantic Versioning 2.0.0.</summary>
    public sealed record Semantic(SemanticVersion Version) : ReleaseVersion
    {
        public override string ToString() => Text;
    }

    /// <summary>A version by PEP 440; <see cref="Text"/> is its canonical form.</summary>
    public sealed record Python(Pep440Version Version) : ReleaseVersion
    {
        public override string ToString() => Text;
    }

    /// <summary>A version by no standard, as foreign packages carry.</summary>
    public sealed record Loose(LooseVersion Version) : ReleaseVersion
    {
        public override string ToString() => Text;
    }

    public string Text => Match(s => s.ToString(), p => p.ToString(), l => l.Text);

    public VersionScheme Scheme => Match(_ => VersionScheme.Semantic, _ => VersionScheme.Python, _ => VersionScheme.Loose);

    /// <summary>
    /// The one rule of what is a pre-release and of which kind: any SemVer pre-release (<c>-alpha</c>, <c>-rc.1</c>, <c>-edge.2</c>,
    /// <c>-dev</c>, <c>-SNAPSHOT</c>), any PEP 440 <c>aN</c>, <c>bN</c>, <c>rcN</c> or <c>.devN</c>, and a loose suffix that begins with
    /// such a word. <c>.postN</c> and build metadata are none. What moves with a release, <see cref="ReleaseStanding"/> says.
    /// </summary>
    public ReleaseChannel Channel => ReleaseChannel.Of(this);

    /// <inheritdoc cref="Channel"/>
    public bool IsPreRelease => Channel.IsPreRelease;

    /// <summary>The dotted numbers, at least one.</summary>
    public ImmutableArray<BigInteger> Core => Match(s => [s.Major, s.Minor, s.Patch], p => p.Release, l => l.Core);

    /// <exception cref="FormatException">The text is not a version of the scheme.</exception>
    public static ReleaseVersion Parse(string text, VersionScheme scheme) => scheme switch
    {
        VersionScheme.Semantic => new Semantic(SemanticVersion.Parse(text)),
        VersionScheme.Python => new Python(Pep440Version.Parse(text)),
        VersionScheme.Loose => new Loose(LooseVersion.Parse(text)),
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, message: null),
    };

    public static bool TryParse([NotNullWhen(true)] string? text, VersionScheme scheme, [NotNullWhen(true)] out ReleaseVersion? version)
    {
        version = scheme switch
        {
            VersionScheme.Semantic when SemanticVersion.TryParse(text, out var semantic) => new Semantic(semantic),
            VersionScheme.Python when Pep440Version.TryParse(text, out var python) => new Python(python),
            VersionScheme.Loose when LooseVersion.TryParse(text, out var loose) => new Loose(loose),
            _ => null,
        };
        return version is not null;
    }

    /// <summary>
    /// Finds the scheme from the text: strict SemVer first; then PEP 440 where one of its own segments stands
    /// (<c>1.0rc1</c>, <c>1.0.dev3</c>, <c>1.0.post1</c>, <c>1!2.0</c>) and no hyphen does; else a loose version.
    /// Surrounding space and a leading <c>v</c> before a digit are passed over.
    /// </summary>
    /// <returns>Null when the text is no version at all.</returns>
    public static ReleaseVersion? Recognise(string text)
    {
        var trimmed = text.Trim();
        return RecogniseExactly(trimmed.Length > 1 && trimmed[0] is 'v' or 'V' ? trimmed[1..] : trimmed);
    }

    /// <summary>As <see cref="Recognise"/>, but the text must be the version and nothing else.</summary>
    internal static ReleaseVersion? RecogniseExactly(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]))
            return null;
        if (SemanticVersion.TryParse(text, out var semantic))
            return new Semantic(semantic);
        if (!text.Contains('-') && !char.IsWhiteSpace(text[^1]) && Pep440Version.TryParse(text, out var python) && HasPythonSegment(python))
            return new Python(python);
        return LooseVersion.TryParse(text, out var loose) ? new Loose(loose) : null;
    }

    /// <summary>
    /// The order of the version's own scheme. Versions of different schemes, as a history of tags may hold, compare by
    /// epoch and numbers, then pre-releases first and post-releases last, then by scheme, so that any list has one order.
    /// </summary>
    public int CompareTo(ReleaseVersion? other)
    {
        if (other is null)
            return 1;
        return (this, other) switch
        {
            (Semantic left, Semantic right) => left.Version.CompareTo(right.Version),
            (Python left, Python right) => left.Version.CompareTo(right.Version),
            (Loose left, Loose right) => left.Version.CompareTo(right.Version),
            _ => CompareAcross(other),
        };
    }

    /// <summary>The next release by the version's own scheme; a pre-release of that step is finished instead of passed over.</summary>
    public ReleaseVersion Next(VersionStep step) => Match<ReleaseVersion>(
        s => new Semantic(s.Next(step)), p => new Python(p.Next(step)), l => new Loose(l.Next(step)));

    /// <summary>The next pre-release with a label, counting from 1.</summary>
    /// <exception cref="ReleaseException">The scheme has no such label, or the result would not be newer.</exception>
    /// <exception cref="FormatException">The label is not a SemVer identifier.</exception>
    public ReleaseVersion NextPreRelease(string label, VersionStep step = VersionStep.Patch) => Match<ReleaseVersion>(
        s => new Semantic(s.NextPreRelease(label, step)),
        p => new Python(p.NextPreRelease(label, step)),
        l => throw new ReleaseException(
            ExitCode.Refused, $"version {l} has no next '{label}'", "it follows neither SemVer nor PEP 440", "give the new version in full"));

    /// <summary>Applies the function of the version's own kind.</summary>
    public T Match<T>(Func<SemanticVersion, T> semantic, Func<Pep440Version, T> python, Func<LooseVersion, T> loose) => this switch
    {
        Semantic s => semantic(s.Version),
        Python p => python(p.Version),
        Loose l => loose(l.Version),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private int CompareAcross(ReleaseVersion other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        if (order == 0)
            order = NumericCore.Compare(Core, other.Core);
        if (order == 0)
            order = PhaseRank.CompareTo(other.PhaseRank);
        return order != 0 ? order : Scheme.CompareTo(other.Scheme);
    }

    private BigInteger Epoch => this is Python python ? python.Version.Epoch : BigInteger.Zero;

    private int PhaseRank => Match(
        s => s.IsPreRelease ? 0 : 1,
        p => p.Pre is not null || (p.Dev is not null && p.Post is null) ? 0 : p.Post is null ? 1 : 2,
        l => l.SuffixRank);

    private static bool HasPythonSegment(Pep440Version version) =>
        version.IsPreRelease || version.Post is not null || version.IsLocal || !version.Epoch.IsZero;
}
