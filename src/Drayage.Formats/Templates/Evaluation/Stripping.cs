namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's stripping: a set of characters, or white space when none is given.</summary>
internal static class Stripping
{
    public static string Both(string text, string? characters) => Left(Right(text, characters), characters);

    public static string Left(string text, string? characters)
    {
        if (characters is null)
            return text.TrimStart();
        return characters.Length == 0 ? text : text.TrimStart(characters.ToCharArray());
    }

    public static string Right(string text, string? characters)
    {
        if (characters is null)
            return text.TrimEnd();
        return characters.Length == 0 ? text : text.TrimEnd(characters.ToCharArray());
    }
}
