namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A place where the text stops being well-formed shell.</summary>
internal sealed record ShellProblem(TextSpan Span, string Message);
