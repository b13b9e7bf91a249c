using System.Runtime.InteropServices;

namespace Drayage.Workflows.Reading;

/// <summary>A stretch of a file's text.</summary>
/// <param name="Start">Zero-based offset of the first character, in UTF-16 code units.</param>
/// <param name="End">Zero-based offset behind the last character.</param>
/// <param name="Line">One-based line of the first character.</param>
/// <param name="Column">One-based column of the first character, in UTF-16 code units.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourcePlace(int Start, int End, int Line, int Column)
{
    /// <summary>Characters in the stretch.</summary>
    public int Length => End - Start;
}
