using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>
/// A version that follows no written standard: dotted numbers, then perhaps a suffix, such as <c>1.2</c>, <c>4.1.8.2</c>,
/// <c>1.0-SNAPSHOT</c> or <c>4.1.8.Final</c>. Ordered by the numbers, then pre-release suffixes before none before all others.
/// </summary>
public sealed record LooseVersion : IComparable<LooseVersion>
{
    private LooseVersion(string text, ImmutableArray<BigInteger> core, string suffix)
    {
        Text = text;
        Core = core;
        Suffix = suffix;
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The numbers, at least one.</summary>
    public ImmutableArray<BigInteger> Core { get; }

    /// <summary>What follows the numbers, with its separator; empty for most.</summary>
    public string Suffix { get; }

    public bool IsPreRelease => PreReleaseWords.ChannelOf(Suffix) is not null;

    /// <exception cref="FormatException">The text does not begin with dotted numbers, or holds other characters than <c>[0-9A-Za-z.+~_-]</c>.</exception>
    public static LooseVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not a version (expected dotted numbers, perhaps with a suffix, such as 4.1.8.2 or 1.0-SNAPSHOT)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LooseVersion? version)
    {
        version = null;
        if (string.IsNullOrEmpty(text))
            return false;
        var core = ImmutableArray.CreateBuilder<BigInteger>();
        var position = 0;
        while (DecimalDigits.Count(text.AsSpan(position)) is > 0 and var length)
        {
            core.Add(DecimalDigits.Value(text.AsSpan(position, length)));
            position += length;
            if (position + 1 >= text.Length || text[position] != '.' || !char.IsAsciiDigit(text[position + 1]))
                break;
            position++;
        }
        var suffix = text[position..];
        // One number with a suffix is a word (3d-viewer, 7zip) more often than a version.
        if (core.Count == 0 || (core.Count == 1 && suffix.Length > 0) || !IsSuffix(suffix))
            return false;
        version = new(text, core.ToImmutable(), suffix);
        return true;
    }

    /// <summary>The next release, at least as many numbers long as this one, without suffix; a pre-release of that step is finished.</summary>
    public LooseVersion Next(VersionStep step) => Parse(NumericCore.Text(NumericCore.Next(Core, step, IsPreRelease)));

    public int CompareTo(LooseVersion? other)
    {
        if (other is null)
            return 1;
        var order = NumericCore.Compare(Core, other.Core);
        if (order == 0)
            order = SuffixRank.CompareTo(other.SuffixRank);
        if (order == 0)
            order = NaturalOrder.Compare(Suffix, other.Suffix);
        return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
    }

    public bool Equals(LooseVersion? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    internal int SuffixRank => Suffix.Length == 0 ? 1 : IsPreRelease ? 0 : 2;

    private static bool IsSuffix(string suffix)
    {
        for (var i = 0; i < suffix.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(suffix[i]))
                continue;
            // Separators stand alone and lead to something.
            if (!IsSeparator(suffix[i]) || i + 1 == suffix.Length || IsSeparator(suffix[i + 1]))
                return false;
        }
        return true;
    }

    private static bool IsSeparator(char c) => c is '-' or '.' or '_' or '+' or '~';
}
