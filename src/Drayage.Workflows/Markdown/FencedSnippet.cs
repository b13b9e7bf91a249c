namespace Drayage.Workflows.Markdown;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Language">The first word behind the fence, in lower case; empty without one.</param>
/// <param name="Start">Offset in the guide of the first line below the fence.</param>
/// <param name="End">Offset of the closing fence's line, or the guide's end.</param>
internal sealed record FencedSnippet(string Language, int Start, int End);
