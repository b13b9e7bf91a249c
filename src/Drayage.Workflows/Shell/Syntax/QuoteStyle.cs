namespace Drayage.Workflows.Shell.Syntax;

internal enum QuoteStyle
{
    /// <summary><c>'…'</c></summary>
    Single,

    /// <summary><c>"…"</c> and <c>$"…"</c></summary>
    Double,

    /// <summary><c>$'…'</c></summary>
    Ansi,
}
