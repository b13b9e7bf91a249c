using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>The environment that a job is deployed to, with its protection rules.</summary>
public sealed record DeploymentEnvironment(ScalarText? Name, ScalarText? Url, SourcePlace Place);
