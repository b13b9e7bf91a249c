using System.Buffers;

namespace Drayage.Platform.Processes;

/// <summary>Shell command lines for people: a line that can be pasted into a POSIX shell and does the same.</summary>
public static class CommandText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,+@%=");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>
    /// The command with its environment changes. Secret variables are shown as <c>NAME="$NAME"</c>, so that the line works
    /// where the secret is set and shows it nowhere. The working directory is not part of it.
    /// </summary>
    public static string Render(ProcessSpec spec)
    {
        var removed = spec.Environment.Where(change => change.Value is null).Select(change => change.Key).ToList();
        var needsEnv = removed.Count > 0 || !spec.Environment.Keys.All(IsShellName);
        IEnumerable<string> words =
        [
            .. needsEnv ? ["env"] : Array.Empty<string>(),
            .. removed.SelectMany(name => new[] { "-u", Quote(name) }),
            .. spec.Environment.Where(change => change.Value is not null).Select(Assignment),
            .. spec.SecretEnvironment.Keys.Select(name => $"{name}=\"${name}\""),
            // A program name with '=' in it would be read as an assignment.
            spec.Program.Contains('=') ? QuoteAlways(spec.Program) : Quote(spec.Program),
            .. spec.Arguments.Select(Quote),
        ];
        return string.Join(' ', words);
    }

    /// <summary>One word, quoted only where a POSIX shell (or zsh) needs it.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character, which no argument can carry.</exception>
    public static string Quote(string word)
    {
        if (word.Contains('\0'))
            throw new ArgumentException("an argument cannot hold a NUL character", nameof(word));
        var plain = word.Length > 0 && word[0] != '=' && !word.AsSpan().ContainsAnyExcept(Plain);
        return plain ? word : QuoteAlways(word);
    }

    private static string Assignment(KeyValuePair<string, string?> change) =>
        IsShellName(change.Key)
            ? $"{change.Key}={(change.Value!.Length == 0 ? "" : Quote(change.Value))}"
            : QuoteAlways($"{change.Key}={change.Value}");

    private static bool IsShellName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static string QuoteAlways(string word) => $"'{word.Replace("'", "'\\''")}'";
}
