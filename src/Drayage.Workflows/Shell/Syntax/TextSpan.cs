using System.Runtime.InteropServices;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A stretch of a script's text.</summary>
/// <param name="Start">Zero-based offset of the first character, in UTF-16 code units.</param>
/// <param name="End">Zero-based offset behind the last character.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public string Of(string text) => text[Start..End];
}
