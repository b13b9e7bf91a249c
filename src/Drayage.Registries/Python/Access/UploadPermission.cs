using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python.Access;

/// <summary>Whether somebody may upload to a project.</summary>
internal static class UploadPermission
{
    /// <param name="name">The project, as the upload spells it.</param>
    /// <param name="owner">Whose it is; null for a project that is not there yet.</param>
    /// <exception cref="PythonRefusal">With the words of the Python Package Index.</exception>
    public static void Require(PythonUser user, string name, string? owner)
    {
        if (user.Job is { } job)
        {
            if (!job.MayUpload(ProjectName.Normalize(name)))
                throw owner is null ? NoNewProject() : NotForProject(name);
        }
        else if (owner is not null && owner != user.Name)
        {
            throw new PythonRefusal(
                StatusCodes.Status403Forbidden,
                $"The user '{user.Name}' isn't allowed to upload to project '{name}'. See https://pypi.org/help/#project-name for more information.");
        }
    }

    private static PythonRefusal NotForProject(string name) => new(
        StatusCodes.Status403Forbidden,
        $"Invalid API Token: OIDC scoped token is not valid for project '{name}', project-scoped token is not valid for project: '{name}'");

    private static PythonRefusal NoNewProject() => PythonRefusal.BadRequest(
        "Non-user identities cannot create new projects. This was probably caused by successfully using a pending publisher but specifying "
        + "the project name incorrectly (either in the publisher or in your project's metadata). Please ensure that both match. "
        + "See: https://docs.pypi.org/trusted-publishers/troubleshooting/");
}
