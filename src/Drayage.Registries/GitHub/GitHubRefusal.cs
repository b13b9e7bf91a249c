using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub;

/// <summary>An error answer in GitHub's form: <c>message</c>, and for validation failures <c>errors</c>.</summary>
internal sealed class GitHubRefusal(int status, string message, params ImmutableArray<GitHubError> errors) : Exception(message)
{
    public int Status { get; } = status;

    public ImmutableArray<GitHubError> Errors { get; } = errors;

    public static GitHubRefusal NotFound() => new(StatusCodes.Status404NotFound, "Not Found");

    /// <summary>Status 422 with one message, as the git database endpoints answer.</summary>
    public static GitHubRefusal Unprocessable(string message) => new(StatusCodes.Status422UnprocessableEntity, message);

    /// <summary>Status 422 "Validation Failed".</summary>
    public static GitHubRefusal Invalid(string resource, string code, string? field, string? message = null) =>
        new(StatusCodes.Status422UnprocessableEntity, "Validation Failed", new GitHubError(resource, code, field, message));
}
