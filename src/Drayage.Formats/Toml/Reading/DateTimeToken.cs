using System.Globalization;
using Drayage.Model;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads the four kinds of dates and times (RFC 3339) from a whole token.</summary>
internal static class DateTimeToken
{
    private const int DateLength = 10;
    private const int TimeLength = 8;

    /// <summary>Whether the token was meant as a date or time, right or wrong.</summary>
    public static bool IsLike(string token) =>
        (token.Length > 4 && token[4] == '-' && IsDigits(token.AsSpan(0, 4)))
        || (token.Length > 2 && token[2] == ':' && IsDigits(token.AsSpan(0, 2)));

    /// <summary>The value, or null when the token is no date or time of the calendar.</summary>
    public static TomlValue? Read(string token, SourceLocation at)
    {
        if (token[2] == ':')
            return ReadTime(token) is { Tail: "" } time ? new TomlLocalTime(time.Value, at) : null;
        if (ReadDate(token) is not { } date)
            return null;
        if (token.Length == DateLength)
            return new TomlLocalDate(date, at);
        if (token[DateLength] is not ('T' or 't' or ' ') || ReadTime(token[(DateLength + 1)..]) is not { } clock)
            return null;
        var local = date.ToDateTime(clock.Value);
        if (clock.Tail.Length == 0)
            return new TomlLocalDateTime(local, at);
        return ReadOffset(clock.Tail) is { } offset ? new TomlOffsetDateTime(local, offset, at) : null;
    }

    private static DateOnly? ReadDate(string token) =>
        token.Length >= DateLength
        && DateOnly.TryParseExact(token.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static (TimeOnly Value, string Tail)? ReadTime(string text)
    {
        if (text.Length < TimeLength
            || !TimeOnly.TryParseExact(text.AsSpan(0, TimeLength), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return null;
        var rest = text[TimeLength..];
        if (rest is not ['.', ..])
            return (time, rest);
        var digits = rest[1..].TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0)
            return null;
        var ticks = long.Parse(rest.AsSpan(1, Math.Min(digits, 7)), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var missing = digits; missing < 7; missing++)
            ticks *= 10;
        return (time.Add(TimeSpan.FromTicks(ticks)), rest[(1 + digits)..]);
    }

    private static TimeSpan? ReadOffset(string text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        if (text is not ['+' or '-', ..]
            || !TimeOnly.TryParseExact(text.AsSpan(1), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var offset))
            return null;
        return text[0] == '-' ? -offset.ToTimeSpan() : offset.ToTimeSpan();
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
