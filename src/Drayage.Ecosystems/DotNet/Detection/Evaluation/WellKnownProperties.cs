using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The properties that MSBuild defines by itself.</summary>
internal static class WellKnownProperties
{
    public static string? Of(string name, ProjectFiles files) => name.ToLowerInvariant() switch
    {
        "msbuildprojectdirectory" => files.ProjectDirectory,
        "msbuildprojectfullpath" => files.Absolute(files.Project),
        "msbuildprojectfile" => SourceTree.FileName(files.Project),
        "msbuildprojectname" => Path.GetFileNameWithoutExtension(files.Project),
        "msbuildprojectextension" => Path.GetExtension(files.Project),
        "msbuildthisfile" => SourceTree.FileName(files.ThisFile),
        "msbuildthisfilename" => Path.GetFileNameWithoutExtension(files.ThisFile),
        "msbuildthisfileextension" => Path.GetExtension(files.ThisFile),
        "msbuildthisfilefullpath" => files.Absolute(files.ThisFile),
        "msbuildthisfiledirectory" => files.ThisFileDirectory + Path.DirectorySeparatorChar,
        "msbuildruntimetype" => "Core",
        _ => null,
    };

    /// <summary>Properties whose value is the building machine's or the installed SDK's.</summary>
    public static bool DependsOnMachine(string name) => name.ToLowerInvariant() is
        "os" or "msbuildversion" or "msbuildassemblyversion" or "netcoresdkversion" or "bundlednetcoreapptargetframeworkversion"
        or "netcoreapptargetframeworkversion" or "msbuildextensionspath" or "msbuildtoolspath" or "msbuildtoolsversion"
        or "msbuildbinpath" or "msbuildsdkspath" or "msbuildstartupdirectory" or "nugetpackageroot" or "path" or "home"
        or "userprofile" or "username" or "user" or "computername" or "hostname" or "temp" or "tmp";
}
