using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.Python.Publishing.Configuration;

/// <summary>
/// The variables that twine and uv take a login from. They name one login, and it counts for the one address that the client itself would
/// send it to: PyPI's, unless another variable says otherwise. So a token for PyPI never reaches another index of the same release.
/// </summary>
internal static class UploadVariables
{
    /// <param name="repository">The address that a section of <c>.pypirc</c> names.</param>
    /// <returns>Null where no login is set for this address.</returns>
    public static async ValueTask<ConfiguredLogin?> LoginForAsync(Uri upload, ProcessEnvironment environment, Func<string, ValueTask<Uri?>> repository)
    {
        if (Set("TWINE_PASSWORD") is { } password && await TwinesAsync() == upload)
            return new ConfiguredLogin(Set("TWINE_USERNAME"), password, "TWINE_PASSWORD");
        if (UvsAddress() != upload)
            return null;
        if (Set("UV_PUBLISH_TOKEN") is { } token)
            return new ConfiguredLogin(PythonIndexSection.TokenUser, token, "UV_PUBLISH_TOKEN");
        return Set("UV_PUBLISH_PASSWORD") is { } secret ? new ConfiguredLogin(Set("UV_PUBLISH_USERNAME"), secret, "UV_PUBLISH_PASSWORD") : null;

        ValueTask<Uri?> TwinesAsync() => Set("TWINE_REPOSITORY_URL") is { } address
            ? ValueTask.FromResult(UploadAddress.Parse(address))
            : repository(Set("TWINE_REPOSITORY") ?? WellKnownIndex.Default.Name);

        // The name of an index leads into uv's own configuration.
        Uri? UvsAddress() => Set("UV_PUBLISH_URL") is { } address ? UploadAddress.Parse(address)
            : Set("UV_PUBLISH_INDEX") is null ? WellKnownIndex.Default.Upload : null;

        // A secret that does not exist is an empty variable in a workflow.
        string? Set(string name) => environment.Find(name) is { Length: > 0 } value ? value : null;
    }
}
