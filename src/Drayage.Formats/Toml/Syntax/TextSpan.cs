using System.Runtime.InteropServices;

namespace Drayage.Formats.Toml.Syntax;

/// <summary>A half-open range of UTF-16 offsets.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSpan(int Start, int End);
