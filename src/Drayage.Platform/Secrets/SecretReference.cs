using System.Diagnostics.CodeAnalysis;

namespace Drayage.Platform.Secrets;

/// <summary>Where a secret stands: the only form in which configuration may name one.</summary>
public abstract record SecretReference
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    private SecretReference()
    {
    }

    /// <summary><c>env:NAME</c>: the value of an environment variable.</summary>
    public sealed record Variable(string Name) : SecretReference
    {
        public override string ToString() => EnvironmentPrefix + Name;
    }

    /// <summary><c>file:PATH</c>: the content of a file without the line end at its end.</summary>
    /// <param name="Path">Absolute, or relative to the user's working directory.</param>
    public sealed record Content(string Path) : SecretReference
    {
        public override string ToString() => FilePrefix + Path;
    }

    /// <exception cref="FormatException">The text is no reference. The message does not repeat it: it may be a secret.</exception>
    public static SecretReference Parse(string text) =>
        TryParse(text, out var reference)
            ? reference
            : throw new FormatException("a secret is named by env:NAME or file:PATH, never written down itself");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretReference? reference)
    {
        reference = text switch
        {
            not null when text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && text.Length > EnvironmentPrefix.Length =>
                new Variable(text[EnvironmentPrefix.Length..]),
            not null when text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.Length > FilePrefix.Length =>
                new Content(text[FilePrefix.Length..]),
            _ => null,
        };
        return reference is not null;
    }
}
