using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>
/// A Python version by PEP 440. Every spelling that the normalisation rules accept is read;
/// <see cref="ToString"/> gives the canonical one. Order and equality are those of Python's <c>packaging</c>:
/// <c>1.0</c> equals <c>1.0.0</c>, and <c>.dev &lt; a &lt; b &lt; rc &lt; (final) &lt; .post</c>.
/// </summary>
public sealed record Pep440Version : IComparable<Pep440Version>
{
    internal Pep440Version(ImmutableArray<BigInteger> release) => Release = release;

    public BigInteger Epoch { get; internal init; }

    /// <summary>The release segment as written: <c>1.0</c> and <c>1.0.0</c> keep their length.</summary>
    public ImmutableArray<BigInteger> Release { get; private init; }

    public Pep440PreRelease? Pre { get; internal init; }

    public BigInteger? Post { get; internal init; }

    public BigInteger? Dev { get; internal init; }

    /// <summary>The segments after the plus sign, lower case, numbers without leading zeros. Public indexes refuse them.</summary>
    public ImmutableArray<string> Local { get; internal init; } = [];

    /// <summary>An alpha, beta, release candidate or development release; a post-release by itself is none.</summary>
    public bool IsPreRelease => Pre is not null || Dev is not null;

    public bool IsLocal => !Local.IsEmpty;

    /// <exception cref="FormatException">The text is not a PEP 440 version.</exception>
    public static Pep440Version Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not a PEP 440 version (expected for instance 1.0.0, 1.0.0rc1, 1.0.0.post1 or 1.0.0.dev1)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Pep440Version? version)
    {
        version = text is null ? null : new Pep440Reader(text).Read();
        return version is not null;
    }

    /// <summary>Whether the text is a version spelt exactly as <see cref="ToString"/> spells it.</summary>
    public static bool IsCanonical(string text) =>
        TryParse(text, out var version) && string.Equals(version.ToString(), text, StringComparison.Ordinal);

    public int CompareTo(Pep440Version? other)
    {
        if (other is null)
            return 1;
        var order = Epoch.CompareTo(other.Epoch);
        if (order == 0)
            order = NumericCore.Compare(Release, other.Release);
        if (order == 0)
            order = PhaseRank.CompareTo(other.PhaseRank);
        if (order == 0)
            order = (Pre?.Number ?? 0).CompareTo(other.Pre?.Number ?? 0);
        if (order == 0)
            order = (Post ?? BigInteger.MinusOne).CompareTo(other.Post ?? BigInteger.MinusOne);
        if (order == 0)
            order = CompareDev(Dev, other.Dev);
        return order != 0 ? order : CompareLocal(Local, other.Local);
    }

    /// <summary>The public version: what indexes know it by.</summary>
    public Pep440Version WithoutLocal() => IsLocal ? this with { Local = [] } : this;

    /// <summary>
    /// The next release, at least as many numbers long as this one; post-release and local segments go.
    /// A pre-release of that step is finished instead of passed over: <c>2.0.0rc1</c> gives <c>2.0.0</c>.
    /// </summary>
    public Pep440Version Next(VersionStep step) => new(NumericCore.Next(Release, step, IsPreRelease && Post is null)) { Epoch = Epoch };

    /// <summary>
    /// The next pre-release, counting from 1: <c>1.2.3</c> gives <c>1.2.4rc1</c> (or the step asked for), <c>1.2.4rc1</c> gives <c>1.2.4rc2</c>,
    /// <c>1.2.4b3</c> gives <c>1.2.4rc1</c>, and <c>1.2.4rc1.dev2</c> gives <c>1.2.4rc1</c>.
    /// </summary>
    /// <param name="label"><c>alpha</c>, <c>beta</c>, <c>rc</c> or <c>dev</c>, or one of PEP 440's other spellings of these.</param>
    /// <exception cref="ReleaseException">PEP 440 has no such label, or the result would not be newer.</exception>
    public Pep440Version NextPreRelease(string label, VersionStep step = VersionStep.Patch)
    {
        var unfinished = IsPreRelease && Post is null;
        var start = new Pep440Version(unfinished ? Release : NumericCore.Next(Release, step, finish: false)) { Epoch = Epoch };
        if (!label.All(char.IsAsciiLetter) || !TryParse($"1{label}1", out var sample) || !sample.IsPreRelease || sample.Post is not null)
            throw new ReleaseException(ExitCode.Refused, $"version {this} has no next '{label}'", "PEP 440 has no such pre-release", "use alpha, beta, rc or dev");
        var next = sample.Pre is { } pre
            ? start with { Pre = pre with { Number = unfinished && Pre?.Phase == pre.Phase ? Pre.Number + (Dev is null ? 1 : 0) : 1 } }
            : start with { Dev = unfinished && Pre is null ? Dev + 1 : 1 };
        return next.CompareTo(this) > 0 ? next : throw new ReleaseException(
            ExitCode.Refused,
            $"version {this} cannot become {next}",
            "PEP 440 ranks the new version before the present one",
            "choose a later label, or raise the major, minor or patch number");
    }

    public bool Equals(Pep440Version? other) => other is not null && CompareTo(other) == 0;

    public override int GetHashCode() =>
        (this with { Release = NumericCore.Trim(Release) }).ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical form.</summary>
    public override string ToString() =>
        (Epoch.IsZero ? "" : $"{Epoch}!") +
        NumericCore.Text(Release) +
        Pre +
        (Post is { } post ? $".post{post}" : "") +
        (Dev is { } dev ? $".dev{dev}" : "") +
        (Local.IsEmpty ? "" : "+" + string.Join('.', Local));

    // A development release of the final version comes before its alphas; one of a post-release does not.
    private int PhaseRank => Pre is { } pre ? (int)pre.Phase : Post is null && Dev is not null ? -1 : int.MaxValue;

    private static int CompareDev(BigInteger? left, BigInteger? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => left.Value.CompareTo(right.Value),
    };

    private static int CompareLocal(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = CompareLocalSegment(left[i], right[i]);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int CompareLocalSegment(string left, string right) =>
        (DecimalDigits.Are(left), DecimalDigits.Are(right)) switch
        {
            (true, true) => DecimalDigits.Value(left).CompareTo(DecimalDigits.Value(right)),
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(left, right),
        };
}
