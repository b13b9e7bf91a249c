using System.Globalization;

namespace Drayage.Model.Events;

/// <summary>Version of the event schema. A new minor version adds fields or types; a new major version changes what is there.</summary>
public sealed record EventVersion(int Major, int Minor)
{
    public static EventVersion Current { get; } = new(1, 1);

    /// <exception cref="FormatException">The text is no <c>MAJOR.MINOR</c>, or of a major version that is not known.</exception>
    public static EventVersion Parse(string text)
    {
        if (text.Split('.') is not [var first, var second] || !IsNumber(first, out var major) || !IsNumber(second, out var minor))
            throw new FormatException($"'{text}' is no schema version (expected MAJOR.MINOR, such as {Current})");
        return major == Current.Major
            ? new EventVersion(major, minor)
            : throw new FormatException($"the event has schema version {text}, and only versions {Current.Major}.x are understood: use a version of Drayage that knows it");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
