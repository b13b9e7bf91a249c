using System.CommandLine;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>drayage workflow</c></summary>
internal static class WorkflowCommand
{
    public static Command Create(Composition composition) => new("workflow", "Look after the CI workflows of a repository.")
    {
        WorkflowGenerateCommand.Create(composition),
        WorkflowLintCommand.Create(composition),
        WorkflowFixCommand.Create(composition),
        WorkflowInventoryCommand.Create(composition),
    };
}
