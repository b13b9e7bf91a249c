using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Formats.Ini;

/// <summary>A key and its value.</summary>
/// <param name="Key">In lower case.</param>
/// <param name="At">Where the key stands.</param>
/// <param name="Lines">The value's lines, the first of which may be empty; blank ones count, comments do not.</param>
public sealed record IniEntry(string Key, SourceLocation At, ImmutableArray<IniLine> Lines)
{
    /// <summary>The value as Python gives it: without the white space around each line, and without empty lines at the end.</summary>
    public string Value => IniReader.TrimEnd(string.Join('\n', Lines.Select(line => line.Text)));

    /// <summary>Leaves the value out: it may be a password.</summary>
    public override string ToString() => Key;
}

/// <summary>A line of a value.</summary>
/// <param name="At">Where its text begins.</param>
public sealed record IniLine(string Text, SourceLocation At)
{
    /// <summary>Leaves the text out: it may be a password.</summary>
    public override string ToString() => At.ToString();
}
