import Directives
import Runner

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

let tool = CommandLineTool(
  product: Product(register: Directives.register),
  workspace: Workspace(root: FileSystem.workingFolder), console: .standard)
exit(tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
