using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Versions;

/// <summary>
/// A version as NuGet reads it: one to four 32-bit numbers, SemVer 2 labels compared without case, metadata that never counts.
/// Equality and order are NuGet's own: <c>1.0</c>, <c>1.0.0.0</c> and <c>1.0.0+x</c> are one version.
/// </summary>
public sealed record NuGetVersionText : IComparable<NuGetVersionText>
{
    private NuGetVersionText(ImmutableArray<int> numbers, ImmutableArray<string> labels, string metadata)
    {
        Numbers = numbers;
        Labels = labels;
        Metadata = metadata;
    }

    /// <summary>Major, minor, patch and revision; absent ones are zero.</summary>
    public ImmutableArray<int> Numbers { get; }

    /// <summary>The dot-separated pre-release labels; empty for a release.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Build metadata without its plus sign; empty for most.</summary>
    public string Metadata { get; }

    public bool IsPreRelease => !Labels.IsEmpty;

    /// <summary>The identity of a package on a feed: no leading zeros, at least three numbers, no zero revision, no metadata.</summary>
    public string Normalized =>
        string.Join('.', Numbers[3] == 0 ? Numbers[..3] : Numbers) +
        (Labels.IsEmpty ? "" : "-" + string.Join('.', Labels));

    /// <exception cref="FormatException">The text is not a NuGet version.</exception>
    public static NuGetVersionText Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not a NuGet version (expected for instance 1.0.0, 1.0.0-rc.1 or 4.1.8.2)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NuGetVersionText? version)
    {
        version = null;
        if (text is null)
            return false;
        var (beforeMetadata, metadata) = Cut(text.Trim(), '+');
        var (core, labels) = Cut(beforeMetadata, '-');
        if (!IsIdentifierList(metadata) || !IsIdentifierList(labels) || HasLeadingZero(labels) || ReadNumbers(core) is not { } numbers)
            return false;
        version = new(numbers, labels is null ? [] : [.. labels.Split('.')], metadata ?? "");
        return true;
    }

    public int CompareTo(NuGetVersionText? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < Numbers.Length; i++)
        {
            if (Numbers[i] != other.Numbers[i])
                return Numbers[i].CompareTo(other.Numbers[i]);
        }
        if (IsPreRelease != other.IsPreRelease)
            return IsPreRelease ? -1 : 1;
        for (var i = 0; i < Math.Min(Labels.Length, other.Labels.Length); i++)
        {
            var order = CompareLabel(Labels[i], other.Labels[i]);
            if (order != 0)
                return order;
        }
        return Labels.Length.CompareTo(other.Labels.Length);
    }

    public bool Equals(NuGetVersionText? other) => other is not null && CompareTo(other) == 0;

    // Labels such as RC and rc are equal, so only what surely differs may enter the hash.
    public override int GetHashCode() => HashCode.Combine(Numbers[0], Numbers[1], Numbers[2], Numbers[3], Labels.Length);

    public override string ToString() => Normalized;

    private static ImmutableArray<int>? ReadNumbers(string core)
    {
        var parts = core.Split('.');
        if (parts.Length > 4)
            return null;
        var numbers = new int[4];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!DecimalDigits.Are(parts[i]) || DecimalDigits.Value(parts[i]) > int.MaxValue)
                return null;
            numbers[i] = (int)DecimalDigits.Value(parts[i]);
        }
        return [.. numbers];
    }

    private static (string Head, string? Tail) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static bool IsIdentifierList(string? text) =>
        text is null || text.Split('.').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    private static bool HasLeadingZero(string? labels) =>
        labels is not null && labels.Split('.').Any(label => DecimalDigits.Are(label) && DecimalDigits.HaveLeadingZero(label));

    // NuGet counts a label as a number only while it fits 32 bits; greater ones are words.
    private static int CompareLabel(string left, string right) =>
        (int.TryParse(left, out var leftNumber), int.TryParse(right, out var rightNumber)) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
        };
}
