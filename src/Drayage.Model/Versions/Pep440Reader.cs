using System.Collections.Immutable;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>Reads one PEP 440 version left to right, accepting every alternative spelling of the normalisation section.</summary>
internal sealed class Pep440Reader(string text)
{
    // Longer spellings stand before their own prefixes.
    private static readonly ImmutableArray<(string Spelling, Pep440Phase Phase)> Phases =
    [
        ("alpha", Pep440Phase.Alpha), ("a", Pep440Phase.Alpha),
        ("beta", Pep440Phase.Beta), ("b", Pep440Phase.Beta),
        ("preview", Pep440Phase.ReleaseCandidate), ("pre", Pep440Phase.ReleaseCandidate),
        ("rc", Pep440Phase.ReleaseCandidate), ("c", Pep440Phase.ReleaseCandidate),
    ];

    private static readonly ImmutableArray<string> PostSpellings = ["post", "rev", "r"];

    private readonly string source = text.Trim().ToLowerInvariant();
    private int position;

    /// <returns>The version, or null when the text is none.</returns>
    public Pep440Version? Read()
    {
        Skip('v');
        if (ReadRelease() is not { } release)
            return null;
        var epoch = BigInteger.Zero;
        if (release.Length == 1 && Skip('!'))
        {
            epoch = release[0];
            if (ReadRelease() is not { } afterEpoch)
                return null;
            release = afterEpoch;
        }
        var version = new Pep440Version(release) { Epoch = epoch, Pre = ReadPre(), Post = ReadPost(), Dev = ReadDev() };
        if (Skip('+'))
        {
            if (ReadLocal() is not { } local)
                return null;
            version = version with { Local = local };
        }
        return position == source.Length ? version : null;
    }

    private ImmutableArray<BigInteger>? ReadRelease()
    {
        var numbers = ImmutableArray.CreateBuilder<BigInteger>();
        if (ReadNumber() is not { } first)
            return null;
        numbers.Add(first);
        while (position + 1 < source.Length && source[position] == '.' && char.IsAsciiDigit(source[position + 1]))
        {
            position++;
            numbers.Add(ReadNumber()!.Value);
        }
        return numbers.ToImmutable();
    }

    private Pep440PreRelease? ReadPre()
    {
        foreach (var (spelling, phase) in Phases)
        {
            if (ReadLabelled(spelling) is { } number)
                return new(phase, number);
        }
        return null;
    }

    private BigInteger? ReadPost()
    {
        if (position + 1 < source.Length && source[position] == '-' && char.IsAsciiDigit(source[position + 1]))
        {
            position++;
            return ReadNumber();
        }
        foreach (var spelling in PostSpellings)
        {
            if (ReadLabelled(spelling) is { } number)
                return number;
        }
        return null;
    }

    private BigInteger? ReadDev() => ReadLabelled("dev");

    /// <summary>Reads <c>[separator]label[separator][number]</c>; a missing number counts as zero.</summary>
    private BigInteger? ReadLabelled(string label)
    {
        var start = position;
        SkipSeparator();
        if (!source.AsSpan(position).StartsWith(label, StringComparison.Ordinal))
        {
            position = start;
            return null;
        }
        position += label.Length;
        SkipSeparator();
        return ReadNumber() ?? BigInteger.Zero;
    }

    private ImmutableArray<string>? ReadLocal()
    {
        var segments = ImmutableArray.CreateBuilder<string>();
        foreach (var segment in source[position..].Split('.', '-', '_'))
        {
            if (segment.Length == 0 || !segment.All(char.IsAsciiLetterOrDigit))
                return null;
            segments.Add(DecimalDigits.Are(segment) ? DecimalDigits.Value(segment).ToString() : segment);
        }
        position = source.Length;
        return segments.ToImmutable();
    }

    private BigInteger? ReadNumber()
    {
        var length = DecimalDigits.Count(source.AsSpan(position));
        if (length == 0)
            return null;
        var number = DecimalDigits.Value(source.AsSpan(position, length));
        position += length;
        return number;
    }

    private bool Skip(char expected)
    {
        if (position >= source.Length || source[position] != expected)
            return false;
        position++;
        return true;
    }

    private void SkipSeparator()
    {
        if (position < source.Length && source[position] is '.' or '-' or '_')
            position++;
    }
}
