using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>An option as it was given.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">Null for a flag.</param>
/// <param name="Span">Where the value stands, or the flag.</param>
internal sealed record CommandOption(string Name, ShellText? Value, TextSpan Span);
