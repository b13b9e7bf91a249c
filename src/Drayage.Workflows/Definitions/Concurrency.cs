using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>A concurrency group of a workflow or job.</summary>
public sealed record Concurrency(ScalarText? Group, ScalarText? CancelInProgress, SourcePlace Place);
