namespace Drayage.Tests.Ecosystems.DotNet.Detection;

/// <summary>A client library as one meets it: central versions, one packed library, a tool, tests, examples, a service.</summary>
internal static class DotNetTree
{
    public static ForeignTree Create() => new()
    {
        {
            "foreign/csharp/Directory.Build.props",
            """
            <Project>
              <!-- one version for everything -->
              <PropertyGroup>
                <HarbourVersion>0.8.2</HarbourVersion>
                <VersionPrefix>$(HarbourVersion)</VersionPrefix>
                <VersionSuffix Condition="'$(IsEdge)' == ''">edge.3</VersionSuffix>
                <IsTestTree>$(MSBuildProjectDirectory.Replace('\', '/').Contains('/csharp/tests/'))</IsTestTree>
              </PropertyGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/Directory.Packages.props",
            """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="xunit" Version="2.9.3" />
                <PackageVersion Include="Microsoft.NET.Test.Sdk" Version="18.0.0" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/Harbour.slnx",
            """
            <Solution>
              <Folder Name="/src/">
                <Project Path="src/Harbour/Harbour.csproj" />
              </Folder>
            </Solution>
            """
        },
        {
            "foreign/csharp/src/Harbour/Harbour.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <PackageId>Example.Harbour</PackageId>
                <AssemblyName>Harbour.Client</AssemblyName>
                <PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\Harbour.Internal\Harbour.Internal.csproj" />
                <ProjectReference Include="..\Harbour.Analyzers\Harbour.Analyzers.csproj" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/src/Harbour.Internal/Harbour.Internal.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net8.0</TargetFramework>
                <IsPackable>false</IsPackable>
              </PropertyGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/src/Harbour.Analyzers/Harbour.Analyzers.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>netstandard2.0</TargetFramework>
                <Version Condition="'$(TargetFramework)' == 'netstandard2.0' And !$(HarbourVersion.StartsWith('1.'))">3.0.0</Version>
                <PackageVersion>
                  3.1.0-beta
                </PackageVersion>
              </PropertyGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/src/Harbour.Tool/Harbour.Tool.fsproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PackAsTool>true</PackAsTool>
                <ToolCommandName>harbour</ToolCommandName>
                <Version>$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)version.txt').Trim())</Version>
              </PropertyGroup>
            </Project>
            """
        },
        { "foreign/csharp/src/Harbour.Tool/version.txt", "2.5.0\n" },
        {
            "foreign/csharp/src/Harbour.Service/Harbour.Service.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/tests/Directory.Build.props",
            """
            <Project>
              <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
              <PropertyGroup Condition="$(IsTestTree)">
                <VersionSuffix />
              </PropertyGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/tests/Harbour.UnitTests/Harbour.UnitTests.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <ProjectReference Include="../../src/Harbour/Harbour.csproj" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/tests/Harbour.WireTests/Harbour.WireTests.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/tests/Harbour.Support/Harbour.Support.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "foreign/csharp/examples/Producer/Producer.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """
        },
        {
            "legacy/Old.csproj",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup>
                <AssemblyName>Old.Thing</AssemblyName>
                <OutputType>WinExe</OutputType>
              </PropertyGroup>
              <Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" />
            </Project>
            """
        },
    };
}
