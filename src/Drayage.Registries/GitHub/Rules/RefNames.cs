namespace Drayage.Registries.GitHub.Rules;

/// <summary>The rules of git-check-ref-format.</summary>
internal static class RefNames
{
    private const string Forbidden = " ~^:?*[\\";

    public static bool IsValid(string name) =>
        name.Length > 0
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name != "@"
        && !name.EndsWith('.')
        && !name.Any(letter => letter is < ' ' or '\x7f' || Forbidden.Contains(letter))
        && name.Split('/').All(part => part.Length > 0 && !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));

    public static bool IsSha(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);
}
