namespace Drayage.Tests.Formats.Toml;

/// <summary>Small damages to a document: what a slip of the editor leaves behind.</summary>
internal static class TomlMutation
{
    private const string Characters = "\"'[]{}=.,#\\ \t\n\r+-_:eTZ019axé\0\u007F\uFEFF";

    // A seeded sequence is what repeats a failure; nothing here is secret.
#pragma warning disable CA5394
    public static string Of(string text, int seed)
    {
        var random = new Random(seed);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 9), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, Math.Min(length, 1)),
                1 => text.Remove(at, length),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text[..at] + text[(at + Math.Min(length, 1))..].Insert(0, Characters[random.Next(Characters.Length)].ToString()),
                _ => text.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
            };
        }
        return text;
    }
#pragma warning restore CA5394
}
