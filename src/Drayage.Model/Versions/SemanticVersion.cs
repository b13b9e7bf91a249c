using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>
/// A version by Semantic Versioning 2.0.0, strictly: no leading <c>v</c>, three numbers, no leading zeros.
/// Numbers have no upper bound; texts over 256 characters are refused. Equality is by text.
/// </summary>
public sealed record SemanticVersion : IComparable<SemanticVersion>
{
    public const int MaxLength = 256;

    internal SemanticVersion(
        BigInteger major, BigInteger minor, BigInteger patch, ImmutableArray<string> preRelease, ImmutableArray<string> build)
    {
        Major = major;
        Minor = minor;
        Patch = patch;
        PreRelease = preRelease;
        Build = build;
        text = Print();
    }

    private readonly string text;

    public BigInteger Major { get; }

    public BigInteger Minor { get; }

    public BigInteger Patch { get; }

    /// <summary>The dot-separated identifiers after the hyphen; empty for a release.</summary>
    public ImmutableArray<string> PreRelease { get; }

    /// <summary>The dot-separated identifiers after the plus sign; they never count for precedence.</summary>
    public ImmutableArray<string> Build { get; }

    public bool IsPreRelease => !PreRelease.IsEmpty;

    /// <summary>Major, minor and patch only.</summary>
    public SemanticVersion Base => IsPreRelease || !Build.IsEmpty ? new(Major, Minor, Patch, [], []) : this;

    /// <exception cref="FormatException">The text is not a semantic version; the message says why.</exception>
    public static SemanticVersion Parse(string text) =>
        SemanticVersionReader.Read(text, out var version) is { } problem
            ? throw new FormatException($"'{text}' is not a semantic version: {problem}")
            : version!;

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        return text is not null && SemanticVersionReader.Read(text, out version) is null && version is not null;
    }

    /// <summary>Precedence by section 11 of the specification: build metadata is ignored.</summary>
    public static int ComparePrecedence(SemanticVersion left, SemanticVersion right)
    {
        var order = left.Major.CompareTo(right.Major);
        if (order == 0)
            order = left.Minor.CompareTo(right.Minor);
        if (order == 0)
            order = left.Patch.CompareTo(right.Patch);
        if (order != 0 || left.IsPreRelease == right.IsPreRelease)
            return order != 0 ? order : CompareIdentifiers(left.PreRelease, right.PreRelease);
        return left.IsPreRelease ? -1 : 1;
    }

    /// <summary>
    /// A total order that agrees with equality: <see cref="ComparePrecedence"/>, then the build identifiers,
    /// so that sorted lists of versions that differ only in build metadata come out the same each time.
    /// </summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var order = ComparePrecedence(this, other);
        if (order == 0)
            order = CompareIdentifiers(Build, other.Build);
        return order != 0 ? order : string.CompareOrdinal(text, other.text);
    }

    /// <summary>
    /// The next release. A pre-release of that step is finished instead of passed over:
    /// <c>2.0.0-rc.1</c> gives <c>2.0.0</c>, as node's semver counts.
    /// </summary>
    public SemanticVersion Next(VersionStep step)
    {
        var core = NumericCore.Next([Major, Minor, Patch], step, IsPreRelease);
        return new(core[0], core[1], core[2], [], []);
    }

    /// <summary>
    /// The next pre-release with a label, counting from 1: <c>1.2.3</c> gives <c>1.2.4-rc.1</c> (or the step asked for),
    /// <c>1.2.4-rc.1</c> gives <c>1.2.4-rc.2</c>, <c>1.2.4-beta.3</c> gives <c>1.2.4-rc.1</c>.
    /// </summary>
    /// <exception cref="ReleaseException">The result would not be newer, for instance going back from rc to beta.</exception>
    /// <exception cref="FormatException">The label is not a pre-release identifier.</exception>
    public SemanticVersion NextPreRelease(string label, VersionStep step = VersionStep.Patch)
    {
        var start = IsPreRelease ? this : Next(step);
        var number = PreRelease is [var current, var count] && current == label && DecimalDigits.Are(count)
            ? DecimalDigits.Value(count) + 1
            : BigInteger.One;
        var next = Parse($"{start.Base}-{label}.{number}");
        return ComparePrecedence(next, this) > 0 ? next : throw new ReleaseException(
            ExitCode.Refused,
            $"version {this} cannot become {next}",
            "Semantic Versioning ranks the new version before the present one",
            "choose a later label, or raise the major, minor or patch number");
    }

    public bool Equals(SemanticVersion? other) => other is not null && text == other.text;

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => text;

    private string Print() =>
        $"{Major}.{Minor}.{Patch}" +
        (PreRelease.IsEmpty ? "" : "-" + string.Join('.', PreRelease)) +
        (Build.IsEmpty ? "" : "+" + string.Join('.', Build));

    private static int CompareIdentifiers(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = CompareIdentifier(left[i], right[i]);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int CompareIdentifier(string left, string right) =>
        (DecimalDigits.Are(left), DecimalDigits.Are(right)) switch
        {
            (true, true) => DecimalDigits.Value(left).CompareTo(DecimalDigits.Value(right)),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
}
