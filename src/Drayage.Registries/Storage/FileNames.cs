using System.Globalization;
using System.Text;

namespace Drayage.Registries.Storage;

/// <summary>
/// Turns any name that came over the wire into one path segment. The result has no separator and no leading dot, so it
/// cannot leave its directory, and is the same name on file systems that ignore case: upper-case letters become
/// <c>!</c> and the lower-case letter, everything unusual <c>%</c> and the hex of its UTF-8 bytes.
/// </summary>
internal static class FileNames
{
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            var letter = (char)octet;
            if (char.IsAsciiLetterUpper(letter))
                text.Append('!').Append(char.ToLowerInvariant(letter));
            else if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-' or '+' || (letter == '.' && text.Length > 0))
                text.Append(letter);
            else
                text.Append('%').Append(octet.ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    /// <summary>The name that <see cref="Encode"/> was given.</summary>
    public static string Decode(string segment)
    {
        var octets = new List<byte>(segment.Length);
        for (var at = 0; at < segment.Length; at++)
        {
            if (segment[at] == '!')
                octets.Add((byte)char.ToUpperInvariant(segment[++at]));
            else if (segment[at] == '%')
            {
                octets.Add(byte.Parse(segment.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 2;
            }
            else
                octets.Add((byte)segment[at]);
        }
        return Encoding.UTF8.GetString([.. octets]);
    }
}
